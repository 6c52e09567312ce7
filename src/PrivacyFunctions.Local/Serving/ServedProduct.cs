using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Local.Stores;
using PrivacyFunctions.Orchestration;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Which functions the process runs, and what they need registered.</summary>
internal sealed record ServedProduct
{
    /// <summary>Classes that hold functions.</summary>
    public required IReadOnlyList<Type> Functions { get; init; }

    /// <summary>Serialises inputs and outputs of orchestrations and activities.</summary>
    public required JsonSerializerOptions Json { get; init; }

    /// <summary>Loads what the first call needs, beside the start and without a part in it.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>Registers services.</summary>
    public required Func<WebApplicationBuilder, CancellationToken, Task> AddAsync { get; init; }

    /// <summary>The product itself, over the data map that the settings name.</summary>
    public static ServedProduct PrivacyFunctions { get; } = new()
    {
        Functions = typeof(PrivacyFunctionsRegistration).Assembly.GetExportedTypes(),
        Json = WorkJson.Wire,
        Prepare = FirstFiling.Prepare,
        AddAsync = AddPrivacyFunctionsAsync,
    };

    private static async Task AddPrivacyFunctionsAsync(WebApplicationBuilder builder, CancellationToken cancellation)
    {
        var map = await ServedMap.ReadAsync(builder.Configuration, cancellation);
        builder.Services.AddSingleton(map.Map!);
        builder.Services.AddSingleton(new MapFindings(map.Problems));
        builder.Services.AddLocalStores();
        builder.Services.AddLocalMail();
        builder.Services.AddConnectors();
        builder.AddPrivacyFunctions();
    }
}
