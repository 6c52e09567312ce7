using PrivacyFunctions.Tests.Local.Durable.Crashes;
using PrivacyFunctions.Tests.Local.Durable.Histories;
using PrivacyFunctions.Tests.Orchestration.Histories;

// Not the test runner: what tests start as a process of its own, and the tool that records histories.
return args switch
{
    ["crash-host", var path] => await CrashHost.RunAsync(path),
    ["record-histories", var directory] => await HistoryRecorder.RunAsync(directory),
    ["record-requests", var directory] => await RecordedRequests.RecordAsync(directory),
    _ => 2,
};
