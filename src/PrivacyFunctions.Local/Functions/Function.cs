using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Local.Functions.Binding;

namespace PrivacyFunctions.Local.Functions;

/// <summary>One function as the host runs it: what starts it, and compiled code that binds its parameters and calls it.</summary>
public sealed class Function
{
    internal Function(string name, MethodInfo method, FunctionTrigger trigger, FunctionCode code)
    {
        (Name, Method, Trigger, Code) = (name, method, trigger, code);
        Definition = new LocalFunctionDefinition(name, method);
    }

    /// <summary>Name, unique without regard to case.</summary>
    public string Name { get; }

    /// <summary>What starts it.</summary>
    public FunctionTrigger Trigger { get; }

    internal MethodInfo Method { get; }

    internal FunctionCode Code { get; }

    internal FunctionDefinition Definition { get; }
}
