using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Melange.Host.Tests.Docs;

/// <summary>What the names in C# sources stand for, as far as it can be a text.</summary>
/// <remarks>
/// Names are followed as they are written, without the types of what they belong to: it finds rather too much than too
/// little. A parameter stands for what the calls give it.
/// </remarks>
internal sealed partial class SourceNames
{
    private readonly ILookup<string, MemberDeclarationSyntax> members; // by type and name
    private readonly ILookup<string, MethodDeclarationSyntax> methods;
    private readonly ILookup<string, InvocationExpressionSyntax> calls;

    /// <summary>Lists the members and calls of the sources.</summary>
    /// <param name="roots">The sources.</param>
    public SourceNames(IReadOnlyList<SyntaxNode> roots)
    {
        var all = roots.SelectMany(root => root.DescendantNodes()).ToList();
        var inTypes = all.OfType<TypeDeclarationSyntax>().SelectMany(type => type.Members.SelectMany(
            NamesOf, (member, name) => ($"{type.Identifier.ValueText}.{name}", member)));
        members = inTypes.ToLookup(pair => pair.Item1, pair => pair.member);
        methods = all.OfType<MethodDeclarationSyntax>().ToLookup(method => method.Identifier.ValueText);
        calls = all.OfType<InvocationExpressionSyntax>().ToLookup(call => NameOf(call.Expression));
    }

    /// <summary>Where the value of a name comes from.</summary>
    public IEnumerable<SyntaxNode> Behind(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? OfType(access.Expression.ToString(), name)
            : OfLambda(name) ?? OfMember(name) ?? OfType(TypeAround(name), name);

    /// <summary>The last name of what is called or declared; empty where it has none.</summary>
    public static string NameOf(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => ""
    };

    // The parameter of a lambda is an item of what the lambda is given to.
    private static IEnumerable<SyntaxNode>? OfLambda(IdentifierNameSyntax name) =>
        name.Ancestors().OfType<LambdaExpressionSyntax>()
            .FirstOrDefault(lambda => Parameters(lambda).Contains(name.Identifier.ValueText)) is not { } given ? null
        : given.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression is MemberAccessExpressionSyntax each
            ? [each.Expression] : [];

    // A parameter or a local of the methods around.
    private IEnumerable<SyntaxNode>? OfMember(IdentifierNameSyntax name)
    {
        var word = name.Identifier.ValueText;
        foreach (var member in name.Ancestors()
            .Where(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax))
        {
            var parameters = ParametersOf(member)?.Parameters.ToList() ?? [];
            var index = parameters.FindIndex(one => one.Identifier.ValueText == word && IsText(one.Type));
            if (index >= 0)
                return calls[NameOf(member)].Where(call => call.ArgumentList.Arguments.Count > index)
                    .Select(call => call.ArgumentList.Arguments[index]);
            if (Locals(member, word).ToList() is { Count: > 0 } locals)
                return locals;
        }
        return null;
    }

    // Of a type that is named, or, where an object is, of any type that has such a method.
    private IEnumerable<SyntaxNode> OfType(string type, IdentifierNameSyntax name)
    {
        var word = name.Identifier.ValueText;
        var found = members[$"{type}.{word}"].Where(member => IsText(TypeOf(member))).ToList();
        return found.Count > 0 ? found : methods[word].Where(method => IsText(method.ReturnType));
    }

    private static string TypeAround(SyntaxNode node) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "";

    private static IEnumerable<SyntaxNode> Locals(SyntaxNode member, string word) => member.DescendantNodes()
        .Select(node => node switch
        {
            VariableDeclaratorSyntax local when local.Identifier.ValueText == word => node,
            LocalFunctionStatementSyntax function when function.Identifier.ValueText == word => node,
            AssignmentExpressionSyntax set when set.Left.ToString() == word => node,
            ForEachStatementSyntax each when each.Identifier.ValueText == word => each.Expression,
            SingleVariableDesignationSyntax named when named.Identifier.ValueText == word =>
                named.FirstAncestorOrSelf<ExpressionSyntax>(IsHolder),
            _ => null
        }).OfType<SyntaxNode>();

    private static bool IsHolder(ExpressionSyntax expression) => expression is IsPatternExpressionSyntax
        or AssignmentExpressionSyntax or InvocationExpressionSyntax or SwitchExpressionSyntax;

    private static IEnumerable<string> Parameters(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
        ParenthesizedLambdaExpressionSyntax several =>
            several.ParameterList.Parameters.Select(one => one.Identifier.ValueText),
        _ => []
    };

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member is FieldDeclarationSyntax field
        ? field.Declaration.Variables.Select(variable => variable.Identifier.ValueText) : [NameOf(member)];

    private static ParameterListSyntax? ParametersOf(SyntaxNode member) => member switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList,
        LocalFunctionStatementSyntax function => function.ParameterList,
        _ => null
    };

    private static TypeSyntax? TypeOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        FieldDeclarationSyntax field => field.Declaration.Type,
        _ => null
    };

    private static bool IsText(TypeSyntax? type) => type is not null && Textual().IsMatch(type.ToString());

    [GeneratedRegex("^(?!Option|Argument|Command).*(string|Fault|Exception|Rule)")]
    private static partial Regex Textual();
}
