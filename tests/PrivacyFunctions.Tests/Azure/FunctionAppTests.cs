using PrivacyFunctions.Azure;

namespace PrivacyFunctions.Tests.Azure;

public sealed class FunctionAppTests
{
    [Fact]
    public void The_function_app_can_be_composed()
    {
        using var host = FunctionApp.Build([]);

        Assert.NotNull(host.Services);
    }
}
