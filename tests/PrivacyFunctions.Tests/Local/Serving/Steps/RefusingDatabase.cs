using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>A database that refuses its k-th step, once, with a result code of SQLite.</summary>
internal sealed class RefusingDatabase(int refuseAt, int code) : FailingPoints(refuseAt, forGood: false)
{
    public override bool IsOfDatabaseAlone => true;

    public override void At(StoragePoint point)
    {
        try
        {
            base.At(point);
        }
        catch (IOException)
        {
            throw new SqliteException("Injected failure.", code);
        }
    }
}
