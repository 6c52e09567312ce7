using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

internal sealed class FunctionPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> readPage) : AsyncPageable<T>
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
        ReadPages(continuationToken, pageSizeHint);

    private async IAsyncEnumerable<Page<T>> ReadPages(
        string? token, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        do
        {
            var page = await readPage(token, pageSizeHint, cancellation);
            yield return page;
            token = page.ContinuationToken;
        }
        while (token is not null);
    }
}
