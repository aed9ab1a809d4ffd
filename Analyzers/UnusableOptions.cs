using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Melange.Analyzers;

/// <summary>The options of a record that no config can hold; the host's own rule, in the compiler's terms.</summary>
internal static class UnusableOptions
{
    private static readonly ImmutableHashSet<string> Scalars = ImmutableHashSet.Create(
        "string", "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double",
        "decimal", "System.TimeSpan", "System.Uri", "System.IO.FileInfo", "System.IO.DirectoryInfo");

    private static readonly ImmutableHashSet<string> Lists = Named("IReadOnlyList", "IReadOnlyCollection",
        "IEnumerable", "IList", "ICollection", "List");

    private static readonly ImmutableHashSet<string> Maps = Named("IReadOnlyDictionary", "IDictionary",
        "OrderedDictionary", "Dictionary");

    /// <summary>Finds them, by their paths in a config.</summary>
    public static IEnumerable<(string Path, IPropertySymbol Option)> Of(ITypeSymbol record) =>
        In(record, "", ImmutableHashSet<ITypeSymbol>.Empty.WithComparer(SymbolEqualityComparer.Default));

    private static IEnumerable<(string Path, IPropertySymbol Option)> In(
        ITypeSymbol record, string path, ImmutableHashSet<ITypeSymbol> around) =>
        OptionsOf(record).SelectMany(
            option => In(option.Type, path + KeyOf(option.Name), (option, around.Add(record))));

    private static IEnumerable<(string Path, IPropertySymbol Option)> In(
        ITypeSymbol type, string path, (IPropertySymbol Option, ImmutableHashSet<ITypeSymbol> Around) place)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (ItemOf(type) is { } item)
            return NameOf(item) == "Melange.PerSite" ? [(path + ".*", place.Option)] : In(item, path + ".*", place);
        if (IsScalar(type) || NameOf(type) == "Melange.Part")
            return [];
        return CanBeSection(type) && !place.Around.Contains(type)
            ? In(type, path + ".", place.Around) : [(path, place.Option)];
    }

    private static IEnumerable<IPropertySymbol> OptionsOf(ITypeSymbol record)
    {
        for (var type = record; type is not null; type = type.BaseType)
            foreach (var option in type.GetMembers().OfType<IPropertySymbol>())
                if (option is
                    {
                        IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public,
                        SetMethod.DeclaredAccessibility: Accessibility.Public
                    })
                    yield return option;
    }

    private static ITypeSymbol? ItemOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: { Length: 1 } items } when Lists.Contains(NameOf(type))
            || NameOf(type) == "Melange.PerSite" => items[0],
        INamedTypeSymbol { TypeArguments: { Length: 2 } pair } when Maps.Contains(NameOf(type))
            && pair[0].SpecialType == SpecialType.System_String => pair[1],
        _ => null
    };

    private static bool IsScalar(ITypeSymbol type) => type.TypeKind == TypeKind.Enum
        || Scalars.Contains(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString());

    private static bool CanBeSection(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct } named
        && RootOf(type.ContainingNamespace) is not ("System" or "TorchSharp")
        && named.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Length == 0 && constructor.DeclaredAccessibility == Accessibility.Public);

    private static string RootOf(INamespaceSymbol place) => place.ToDisplayString().Split('.')[0];

    private static string NameOf(ITypeSymbol type) => $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";

    private static string KeyOf(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private static ImmutableHashSet<string> Named(params string[] names) =>
        names.Select(name => $"System.Collections.Generic.{name}").ToImmutableHashSet();
}
