namespace PrivacyFunctions.Orchestration;

/// <summary>Work in several systems of which some may fail while the others finish.</summary>
internal interface ISystemsWork
{
    /// <summary>Datasets that failed for good, in plan order.</summary>
    IReadOnlyList<string> FailedDatasets { get; }

    /// <summary>Does the work of failed datasets again.</summary>
    Task RetryAsync(IReadOnlyCollection<string> datasets);

    /// <summary>Goes on without these datasets.</summary>
    void Skip(IReadOnlyCollection<string> datasets);
}
