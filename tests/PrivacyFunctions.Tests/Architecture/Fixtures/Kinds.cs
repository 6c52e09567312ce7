using Microsoft.DurableTask;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Architecture.Fixtures
{
    public interface IKind;
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Kinds
{
    public sealed class Registration
    {
        public object[] All { get; } = [new First.FirstKind(), new Second.SecondKind()];
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Kinds.Common
{
    public sealed class SharedBySeveral;
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Kinds.First
{
    public sealed class FirstKind : IKind
    {
        public Common.SharedBySeveral Shared { get; } = new();
    }

    public sealed class KnowsRequests
    {
        public RequestId Id { get; init; }
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Kinds.Second
{
    public sealed class SecondKind : IKind
    {
        public object Borrowed { get; } = new First.FirstKind();
    }

    public sealed class KnowsDurable
    {
        public TaskName Name { get; init; }
    }
}
