using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable;

/// <summary>
/// Whose file it is. Every start takes the next epoch; whatever an earlier engine still tries to write (a process that was paused,
/// a thread that was forgotten) is refused in the same transaction.
/// </summary>
internal sealed class Ownership
{
    /// <summary>Zero until taken.</summary>
    public long Epoch { get; private set; }

    public void Take(SqliteSession session)
    {
        session.Execute("UPDATE durable_owner SET epoch = epoch + 1");
        Epoch = session.Scalar("SELECT epoch FROM durable_owner") ?? throw new InvalidDataException("The database names no owner.");
    }

    /// <exception cref="EngineSupersededException">Another engine has started on this file.</exception>
    public void Check(SqliteSession session)
    {
        if (Epoch != 0 && session.Scalar("SELECT epoch FROM durable_owner") != Epoch) throw new EngineSupersededException();
    }

    /// <summary>As <see cref="Check(SqliteSession)"/>; and false when this execution of the instance is no more.</summary>
    public bool Check(SqliteSession session, long instance, int generation)
    {
        var (epoch, exists) = session.First(
            "SELECT epoch, EXISTS (SELECT 1 FROM durable_instances WHERE key = ?1 AND generation = ?2) FROM durable_owner",
            static row => (row.Number(0), row.Bool(1)),
            instance,
            generation);
        return epoch == Epoch ? exists : throw new EngineSupersededException();
    }
}

/// <summary>Another engine has taken the file over; this one has stopped.</summary>
public sealed class EngineSupersededException() : InvalidOperationException("Another engine has taken over this database.");
