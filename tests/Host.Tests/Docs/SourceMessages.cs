using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Melange.Host.Tests.Docs;

/// <summary>Finds in C# sources every text that becomes part of a fault or of an exception.</summary>
/// <remarks>
/// It starts from what is thrown, from faults that are made, and from what is added to faults or problems, and follows
/// names from there: of locals, of members of the same or of a named type that give texts, and, where a text is a
/// parameter, back to the calls. Names are followed as they are written, without their types: it finds rather too much.
/// </remarks>
internal sealed partial class SourceMessages
{
    private static readonly string[] Makers = ["Fault", "FaultAt", "Failure"];
    private readonly ILookup<string, MemberDeclarationSyntax> members;
    private readonly ILookup<string, MethodDeclarationSyntax> methods;
    private readonly ILookup<string, InvocationExpressionSyntax> calls;
    private readonly HashSet<SyntaxNode> seen = [];
    private readonly Queue<SyntaxNode> open = new();

    private SourceMessages(IReadOnlyList<SyntaxNode> roots)
    {
        var types = roots.SelectMany(root => root.DescendantNodes().OfType<TypeDeclarationSyntax>()).ToList();
        members = types.SelectMany(type => type.Members.SelectMany(NamesOf, (member, name) =>
            (Key: $"{type.Identifier.ValueText}.{name}", Member: member))).ToLookup(pair => pair.Key, pair => pair.Member);
        methods = types.SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>())
            .ToLookup(method => method.Identifier.ValueText);
        calls = roots.SelectMany(root => root.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .ToLookup(call => NameOf(call.Expression));
        foreach (var root in roots)
            root.DescendantNodes().Where(IsMade).ToList().ForEach(open.Enqueue);
    }

    /// <summary>The texts of three words at least, and the file of each.</summary>
    /// <param name="roots">The sources.</param>
    public static IReadOnlyList<(string File, string Text)> In(IReadOnlyList<SyntaxNode> roots) =>
    [
        .. new SourceMessages(roots).Followed()
            .SelectMany(SourceTexts.Of, (node, text) => (node.SyntaxTree.FilePath, Text: text))
            .Where(found => Word().Count(found.Text) >= 3).Distinct()
    ];

    private HashSet<SyntaxNode> Followed()
    {
        while (open.TryDequeue(out var node))
            if (seen.Add(node))
                Follow(node);
        return seen;
    }

    private void Follow(SyntaxNode node)
    {
        foreach (var name in node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            foreach (var next in name.Parent is MemberAccessExpressionSyntax access && access.Name == name
                ? Members(access.Expression.ToString(), name) : Meant(name))
                open.Enqueue(next);
    }

    // What a name without a dot stands for: a parameter, a local, or a member of the type.
    private IEnumerable<SyntaxNode> Meant(IdentifierNameSyntax name)
    {
        var word = name.Identifier.ValueText;
        if (name.Ancestors().OfType<LambdaExpressionSyntax>().FirstOrDefault(lambda => Parameters(lambda).Contains(word))
            is { } given)
            return given.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression is MemberAccessExpressionSyntax each
                ? [each.Expression] : [];
        foreach (var member in name.Ancestors().Where(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax))
        {
            if (ParametersOf(member)?.Parameters.ToList() is { } parameters
                && parameters.FindIndex(one => one.Identifier.ValueText == word && IsText(one.Type)) is >= 0 and var index)
                return ArgumentsAt(member, index);
            var locals = Locals(member, word).ToList();
            if (locals.Count > 0)
                return locals;
        }
        return name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? Members(type.Identifier.ValueText, name) : [];
    }

    // Of a type that is named, or, where an object is, of any type that has such a method.
    private IEnumerable<SyntaxNode> Members(string type, IdentifierNameSyntax name)
    {
        var word = name.Identifier.ValueText;
        var found = members[$"{type}.{word}"].Where(member => IsText(TypeOf(member))).ToList();
        return found.Count > 0 ? found : methods[word].Where(method => IsText(method.ReturnType));
    }

    private IEnumerable<SyntaxNode> ArgumentsAt(SyntaxNode member, int index) => calls[NameOf(member)]
        .Where(call => call.ArgumentList.Arguments.Count > index)
        .Select(call => call.ArgumentList.Arguments[index]);

    private static IEnumerable<SyntaxNode> Locals(SyntaxNode member, string word) => member.DescendantNodes().Where(node =>
        node switch
        {
            VariableDeclaratorSyntax local => local.Identifier.ValueText == word,
            ForEachStatementSyntax each => each.Identifier.ValueText == word,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText == word,
            AssignmentExpressionSyntax set => set.Left.ToString() == word,
            SingleVariableDesignationSyntax named => named.Identifier.ValueText == word,
            _ => false
        }).Select(node => node switch
        {
            ForEachStatementSyntax each => each.Expression,
            SingleVariableDesignationSyntax named => named.FirstAncestorOrSelf<ExpressionSyntax>(Holds) ?? (SyntaxNode)named,
            _ => node
        });

    private static bool Holds(ExpressionSyntax expression) => expression is IsPatternExpressionSyntax
        or AssignmentExpressionSyntax or InvocationExpressionSyntax or SwitchExpressionSyntax;

    private static bool IsMade(SyntaxNode node) => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        ObjectCreationExpressionSyntax made => made.Type.ToString() is "Fault" || made.Type.ToString().EndsWith("Exception",
            StringComparison.Ordinal),
        ConstructorInitializerSyntax start => start.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.ValueText
            .EndsWith("Exception", StringComparison.Ordinal),
        InvocationExpressionSyntax call => Makers.Contains(NameOf(call.Expression)) || Added().IsMatch(
            call.Expression.ToString()),
        _ => false
    };

    private static IEnumerable<string> Parameters(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
        ParenthesizedLambdaExpressionSyntax several => several.ParameterList.Parameters.Select(one => one.Identifier.ValueText),
        _ => []
    };

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member is FieldDeclarationSyntax field
        ? field.Declaration.Variables.Select(variable => variable.Identifier.ValueText) : [NameOf(member)];

    private static string NameOf(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => ""
    };

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

    [GeneratedRegex(@"^(?!Option|Argument|Command).*(string|Fault|Exception|Rule)")]
    private static partial Regex Textual();

    [GeneratedRegex(@"(?i:faults|problems)\.(Add|AddRange)$|^(Console\.Error|report)\.WriteLine$")]
    private static partial Regex Added();

    [GeneratedRegex(@"\S*\p{L}{2}\S*")]
    private static partial Regex Word();
}
