using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Melange.Host.Tests.Docs;

/// <summary>The texts that an expression of the sources can make, with … for what varies.</summary>
internal static class SourceTexts
{
    private const string Varying = "…";
    private static readonly string[] HelpTypes = ["Command", "Option<", "Argument<"];
    private static readonly string[] HelpMakers = ["Optional", "Required"];

    /// <summary>Each text of an expression: a sum of strings is one, what stands within its holes are others.</summary>
    public static IEnumerable<string> Of(SyntaxNode node)
    {
        if (node is ExpressionSyntax expression && IsText(expression))
        {
            yield return TextOf(expression);
            foreach (var text in Holes(expression).SelectMany(Of))
                yield return text;
        }
        else if (!IsHelp(node))
        {
            foreach (var text in node.ChildNodes().SelectMany(Of))
                yield return text;
        }
    }

    // What `--help` says.
    private static bool IsHelp(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax { Type: var type } =>
            HelpTypes.Any(help => type.ToString().StartsWith(help, StringComparison.Ordinal)),
        AssignmentExpressionSyntax set => set.Left.ToString() == "Description",
        InvocationExpressionSyntax { Expression: GenericNameSyntax or IdentifierNameSyntax } call =>
            HelpMakers.Any(help => call.Expression.ToString().StartsWith(help, StringComparison.Ordinal)),
        _ => false
    };

    private static bool IsText(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax => expression.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => IsText(sum.Left) || IsText(sum.Right),
        _ => false
    };

    private static string TextOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax interpolated => string.Concat(interpolated.Contents.Select(TextOf)),
        BinaryExpressionSyntax sum => Side(sum.Left) + Side(sum.Right),
        _ => Varying
    };

    private static string Side(ExpressionSyntax side) => IsText(side) ? TextOf(side) : Varying;

    private static string TextOf(InterpolatedStringContentSyntax content) => content switch
    {
        InterpolatedStringTextSyntax text => text.TextToken.ValueText.Replace("{{", "{").Replace("}}", "}"),
        InterpolationSyntax { Expression: InvocationExpressionSyntax call } when IsNameof(call) =>
            call.ArgumentList.Arguments[0].ToString().Split('.')[^1],
        _ => Varying
    };

    private static bool IsNameof(InvocationExpressionSyntax call) => call.Expression.ToString() == "nameof";

    private static IEnumerable<SyntaxNode> Holes(ExpressionSyntax expression) => expression switch
    {
        InterpolatedStringExpressionSyntax interpolated =>
            interpolated.Contents.OfType<InterpolationSyntax>().Select(hole => hole.Expression),
        BinaryExpressionSyntax sum => new[] { sum.Left, sum.Right }
            .SelectMany(side => IsText(side) ? Holes(side) : [side]),
        _ => []
    };
}
