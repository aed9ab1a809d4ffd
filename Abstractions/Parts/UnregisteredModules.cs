using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace Melange;

/// <summary>Finds modules and parameters that a module's fields hold, but that are not registered with it.</summary>
internal static class UnregisteredModules
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>A sentence for each field of the part, or of a module below it, that holds such.</summary>
    public static IReadOnlyList<string> Problems(Module part)
    {
        HashSet<object> known = new(ReferenceEqualityComparer.Instance) { part };
        known.UnionWith(part.modules());
        known.UnionWith(part.parameters());
        return [.. part.named_modules().Select(entry => (entry.name, entry.module)).Prepend((name: "", module: part))
            .DistinctBy(entry => entry.module, ReferenceEqualityComparer.Instance)
            .SelectMany(entry => FieldsOf(entry.module)
                .Where(field => Held(field.GetValue(entry.module)).Any(held => !known.Contains(held)))
                .Select(field => Problem(entry.name, field)))];
    }

    private static string Problem(string owner, FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
        var path = owner.Length == 0 ? name : $"{owner}.{name}";
        return $"the field '{path}' holds a module or parameter that is not registered, so that neither training nor "
            + $"checkpoints know its weights: {Mending(field.FieldType)}";
    }

    private static string Mending(Type type) =>
        typeof(Module).IsAssignableFrom(type) || typeof(Parameter).IsAssignableFrom(type)
            ? "set it before RegisterComponents() in the constructor, or give it to register_module."
            : typeof(IDictionary).IsAssignableFrom(type)
                ? "keep them in a ModuleDict or ParameterDict."
                : "keep them in a ModuleList or ParameterList.";

    // Of TorchSharp's own classes it is known that they register what they hold.
    private static IEnumerable<FieldInfo> FieldsOf(Module module)
    {
        for (var type = module.GetType(); type != null && type.Assembly != typeof(Module).Assembly;
            type = type.BaseType)
            foreach (var field in type.GetFields(Declared))
                yield return field;
    }

    private static IEnumerable<object> Held(object? value) => value switch
    {
        Module or Parameter => [value],
        IDictionary entries => entries.Values.Cast<object?>().SelectMany(Held),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Held(tuple[i])),
        Array { Rank: 1 } array when array.GetType().GetElementType()!.IsPrimitive => [],
        ICollection items => items.Cast<object?>().SelectMany(Held),
        _ => []
    };
}
