using PrivacyFunctions.Tests.Local.Durable.Crashes;
using PrivacyFunctions.Tests.Local.Durable.Histories;

// Not the test runner: what tests start as a process of its own, and the tool that records histories.
return args switch
{
    ["crash-host", var path] => await CrashHost.RunAsync(path),
    ["record-histories", var directory] => await HistoryRecorder.RunAsync(directory),
    _ => 2,
};
