namespace PrivacyFunctions.EndToEnd.Reliability;

/// <summary>Counts answers over all clients, so that a kill can wait for some of them.</summary>
internal sealed class AnswerCount
{
    private readonly SemaphoreSlim _new = new(0);

    public void Add() => _new.Release();

    /// <summary>Ends after so many answers from now on.</summary>
    public async Task MoreAsync(int answers)
    {
        while (_new.Wait(0))
        {
            // Given before now.
        }

        for (var i = 0; i < answers; i++) await _new.WaitAsync();
    }
}
