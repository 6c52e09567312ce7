using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Tests.Requests.Faults;

public sealed class ActivityBoundaryTests
{
    private readonly ActivityBoundary _boundary = new(NullLogger<ActivityBoundary>.Instance);

    public static TheoryData<Exception, string, bool> Failures { get; } = new()
    {
        { new ConnectorFailure(ConnectorFailureKind.Unreachable), FaultCode.Unreachable, true },
        { new ConnectorFailure(ConnectorFailureKind.Denied), FaultCode.Denied, false },
        { new OperationCanceledException("jane@example.org"), FaultCode.Interrupted, true },
        { new IOException("/home/jane@example.org"), FaultCode.Storage, true },
        { new IOException("/home/jane@example.org", StorageRoom.NoSpace), FaultCode.StorageFull, true },
        { new ConnectorFailure(ConnectorFailureKind.ReadOnly), FaultCode.ReadOnly, true },
        { new SealBrokenException(SealFlaw.Truncated), FaultCode.Damaged, false },
        { new InvalidOperationException("Key (email)=(jane@example.org) already exists"), FaultCode.Unexpected, true },
        { new ActivityFault(FaultCode.WrongState), FaultCode.WrongState, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_fails_comes_out_as_a_code_and_nothing_else(Exception failure, string code, bool transient)
    {
        var fault = await Assert.ThrowsAsync<ActivityFault>(
            () => _boundary.RunAsync<bool>("SomeActivity", RequestId.New(), () => throw failure));

        Assert.Equal((code, code, transient), (fault.Code, fault.Message, fault.Transient));
        Assert.Null(fault.InnerException);
        Assert.Equal(transient, FaultCode.IsTransient(code));
    }

    [Fact]
    public async Task What_succeeds_passes_through() =>
        Assert.Equal(7, await _boundary.RunAsync("SomeActivity", RequestId.New(), () => Task.FromResult(7)));
}
