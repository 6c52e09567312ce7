using PrivacyFunctions.Tests.Architecture.Fixtures;

namespace PrivacyFunctions.Tests.Architecture;

public sealed class FunctionTests
{
    [Fact]
    public void Functions_are_declared_so_that_both_runtimes_find_the_same() =>
        Findings.None(FunctionRules.Violations(Code.Product.Types()));

    [Fact]
    public void Well_declared_functions_pass() => Findings.None(FunctionRules.Violations([Code.Fixture<WellDeclared>()]));

    [Fact]
    public void Functions_with_a_host_key_a_stray_route_or_a_double_are_found() =>
        Findings.Are(
            [
                "Default answers every HTTP method",
                "Default asks for a host key; callers are checked by our own tokens",
                "Elsewhere has the route \"elsewhere\", which is neither under api/ nor a page",
                "Hidden is not public, so the worker does not find it",
                "Keyed asks for a host key; callers are checked by our own tokens",
                "Twice is the name of several functions",
                "get api/twice belongs to several functions",
            ],
            FunctionRules.Violations([Code.Fixture<BadlyDeclared>()]));

    [Fact]
    public void Functions_live_in_the_product_only() =>
        Assert.DoesNotContain(
            new[] { Code.Connectors, Code.Azure, Code.Local }.SelectMany(module => module.Types()).SelectMany(type => type.Methods),
            method => method.HasAttribute("FunctionAttribute"));
}
