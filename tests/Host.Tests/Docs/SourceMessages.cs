using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Melange.Host.Tests.Docs;

/// <summary>Finds in C# sources every text that becomes part of a fault, of an exception or of a warning.</summary>
/// <remarks>
/// It starts from what is thrown, from faults that are made, from what is added to faults or problems, and from what is
/// written to the standard error, and follows names from there to the texts that they stand for.
/// </remarks>
internal static partial class SourceMessages
{
    private static readonly string[] Makers = ["Fault", "FaultAt", "Failure"];

    /// <summary>The texts of three words at least, and the file of each.</summary>
    /// <param name="roots">The sources.</param>
    public static IReadOnlyList<(string File, string Text)> In(IReadOnlyList<SyntaxNode> roots) =>
    [
        .. Followed(roots)
            .SelectMany(SourceTexts.Of, (node, text) => (node.SyntaxTree.FilePath, Text: text))
            .Where(found => Word().Count(found.Text) >= 3).Distinct()
    ];

    private static HashSet<SyntaxNode> Followed(IReadOnlyList<SyntaxNode> roots)
    {
        var names = new SourceNames(roots);
        var open = new Queue<SyntaxNode>(roots.SelectMany(root => root.DescendantNodes().Where(IsMade)));
        var seen = new HashSet<SyntaxNode>();
        while (open.TryDequeue(out var node))
            if (seen.Add(node))
                foreach (var next in node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                    .SelectMany(names.Behind))
                    open.Enqueue(next);
        return seen;
    }

    private static bool IsMade(SyntaxNode node) => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        ObjectCreationExpressionSyntax made => made.Type.ToString() is "Fault" || IsException(made.Type),
        PrimaryConstructorBaseTypeSyntax start => IsException(start.Type),
        ConstructorInitializerSyntax { Parent.Parent: TypeDeclarationSyntax type } =>
            type.Identifier.ValueText.EndsWith("Exception", StringComparison.Ordinal),
        InvocationExpressionSyntax call => Makers.Contains(SourceNames.NameOf(call.Expression))
            || Added().IsMatch(call.Expression.ToString()),
        AttributeSyntax log => log.Name.ToString() == "LoggerMessage" && Severe().IsMatch(log.ToString()),
        _ => false
    };

    private static bool IsException(TypeSyntax type) => type.ToString().EndsWith("Exception", StringComparison.Ordinal);

    [GeneratedRegex(@"(?i:faults|problems)\.(Add|AddRange)$|^(Console\.Error|report)\.WriteLine$")]
    private static partial Regex Added();

    [GeneratedRegex(@"LogLevel\.(Warning|Error|Critical)")]
    private static partial Regex Severe();

    [GeneratedRegex(@"\S*\p{L}{2}\S*")]
    private static partial Regex Word();
}
