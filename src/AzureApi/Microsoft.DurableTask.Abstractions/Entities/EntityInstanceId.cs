namespace Microsoft.DurableTask.Entities;

public readonly record struct EntityInstanceId
{
    private const char Separator = '@';

    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains(Separator))
            throw new ArgumentException($"An entity name has no {Separator}.", nameof(name));
        (Name, Key) = (name.ToLowerInvariant(), key);
    }

    public string Name { get; }

    public string Key { get; }

    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var end = instanceId.IndexOf(Separator, 1);
        return instanceId[0] == Separator && end > 0
            ? new(instanceId[1..end], instanceId[(end + 1)..])
            : throw new ArgumentException($"'{instanceId}' is no entity id.", nameof(instanceId));
    }

    public override string ToString() => $"{Separator}{Name}{Separator}{Key}";
}
