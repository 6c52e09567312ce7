using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>One of OpenTech Support's systems: a SQLite file with tables from <c>Name.sql</c> and fictional rows.</summary>
internal abstract class DemoSystem
{
    /// <summary>The dataset's key in the data map; also the file's name.</summary>
    public abstract string Name { get; }

    /// <summary>What staff call it.</summary>
    public abstract string Title { get; }

    /// <summary>Writes every row. The same cast, dice and day give the same rows.</summary>
    public abstract void Fill(SqliteSession session, Cast cast, Dice dice, DateTimeOffset today);
}
