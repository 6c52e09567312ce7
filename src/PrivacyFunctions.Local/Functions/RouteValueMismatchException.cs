namespace PrivacyFunctions.Local.Functions;

/// <summary>A part of the path does not have the form that the function asks for, so nothing lives at this address.</summary>
/// <param name="name">The route parameter.</param>
internal sealed class RouteValueMismatchException(string name) : Exception($"The route value '{name}' does not have the expected form.");
