using Microsoft.DurableTask;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

/// <summary>Orchestrators and activities of one test, without knowing which host will run them.</summary>
public sealed class TestFunctions
{
    public List<IRegistration> Registrations { get; } = [];

    public TestFunctions Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run)
    {
        Registrations.Add(new OrchestratorRegistration<TInput, TOutput>(name, run));
        return this;
    }

    public TestFunctions Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> run) =>
        Orchestrator<object?, TOutput>(name, (context, _) => run(context));

    public TestFunctions ActivityAsync<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run)
    {
        Registrations.Add(new ActivityRegistration<TInput, TOutput>(name, run));
        return this;
    }

    public TestFunctions Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run) =>
        ActivityAsync<TInput, TOutput>(name, input => Task.FromResult(run(input)));
}

/// <summary>Something to register; a host says how.</summary>
public interface IRegistration
{
    void Register(IFunctionHost host);
}

/// <summary>What a host offers to register functions, with their types: some hosts need them.</summary>
public interface IFunctionHost
{
    void Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run);

    void Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run);
}

internal sealed record OrchestratorRegistration<TInput, TOutput>(
    string Name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> Run) : IRegistration
{
    public void Register(IFunctionHost host) => host.Orchestrator(Name, Run);
}

internal sealed record ActivityRegistration<TInput, TOutput>(string Name, Func<TInput, Task<TOutput>> Run) : IRegistration
{
    public void Register(IFunctionHost host) => host.Activity(Name, Run);
}
