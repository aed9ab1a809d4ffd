using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Melange.Analyzers;

/// <summary>Refuses, when a plugin is built, options that no config can hold: MELANGE003.</summary>
/// <remarks>It looks at the options of every part that is registered: <c>services.AddGate&lt;MyGate, MyOptions&gt;</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionTypeAnalyzer : DiagnosticAnalyzer
{
    private const string Registering = "Melange.PartServiceCollectionExtensions";

    /// <summary>What it reports.</summary>
    public static readonly DiagnosticDescriptor Rule = new(
        "MELANGE003", "An option that no config can hold",
        "'{0}' has the option {1} of type {2}, which no config can hold. An option is a text, a number, true or false, "
        + "an enum, a TimeSpan, Uri, FileInfo or DirectoryInfo, a part, a record with a constructor without "
        + "parameters, or a list or dictionary by name of these.",
        "Melange", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(LookAt, OperationKind.Invocation);
    }

    private static void LookAt(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (method.TypeArguments.Length != 2 || method.ContainingType.ToDisplayString() != Registering)
            return;
        var id = call.Arguments.Select(argument => argument.Value.ConstantValue).LastOrDefault(value => value.HasValue);
        foreach (var (path, option) in UnusableOptions.Of(method.TypeArguments[1]))
            context.ReportDiagnostic(Diagnostic.Create(Rule,
                option.Locations.FirstOrDefault(place => place.IsInSource) ?? call.Syntax.GetLocation(),
                id.HasValue ? id.Value : method.TypeArguments[0].Name, path, option.Type.ToDisplayString()));
    }
}
