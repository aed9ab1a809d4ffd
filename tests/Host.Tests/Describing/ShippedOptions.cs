using System.Reflection;
using System.Text.RegularExpressions;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Describing;
using Melange.Host.Experiments;

namespace Melange.Host.Tests.Describing;

/// <summary>Every options record of host and plugins, and what its rules say to one value.</summary>
internal static partial class ShippedOptions
{
    private static readonly Lazy<Dictionary<Type, object>> Instances = new(Made);

    /// <summary>The records, the host's first.</summary>
    public static IReadOnlyList<Type> Records => [.. Instances.Value.Keys];

    /// <summary>The problems that a record states of a property with some value in it.</summary>
    public static IReadOnlyList<string> ProblemsOf(DescribedOption option, Type record, object value)
    {
        var changed = Clone(Instances.Value[record]);
        option.Property.SetValue(changed, option.Type.IsPerSite
            ? Activator.CreateInstance(option.Property.PropertyType, value) : value);
        return [.. Problems(changed).Where(problem => problem.StartsWith(option.Property.Name + " ",
            StringComparison.Ordinal))];
    }

    /// <summary>A bound of an option as a number, in a record of defaults.</summary>
    public static double? NumberOf(OptionBound bound, Type record) => bound.Number
        ?? (record.GetProperty(bound.Text)?.GetValue(Instances.Value[record]) is { } other
            ? Convert.ToDouble(other, null) : null);

    /// <summary>The default that a documentation text states; null where it states none.</summary>
    public static string? StatedDefault(string text) => Stated().Match(text) is { Success: true } stated
        ? stated.Groups.Values.Skip(1).First(group => group.Success).Value.TrimEnd('.', ',', ';') : null;

    private static List<string> Problems(object options)
    {
        var validated = options.GetType().GetMethods().FirstOrDefault(method => method.Name == "Validated");
        if (validated is null)
            return [];
        var place = validated.GetParameters() // of the audio and mels that a part is built for
            .Select(parameter => (object)(parameter.Name == "sampleRateHz" ? 16000 : 80)).ToArray();
        try
        {
            validated.Invoke(options, BindingFlags.DoNotWrapExceptions, binder: null, place, culture: null);
            return [];
        }
        catch (OptionsException broken)
        {
            return [.. broken.Problems];
        }
    }

    // Where a rule holds only beside others.
    private static object Prepared(Type record)
    {
        var made = Activator.CreateInstance(record)!;
        if (made is EditOptions)
            return new EditOptions { Phonemes = ["s"], Link = LinkEdit.Force, To = 1 };
        if (record.GetProperty("EndTime") is not null)
            Set("Grid", Enum.Parse(record.GetProperty("Grid")!.PropertyType, "LogSnr"));
        if (record.Name == "UNetOptions")
            Set("Groups", 2);
        if (record.Name == "DitOptions")
            Set("Heads", 1);
        return made;

        void Set(string option, object value) => record.GetProperty(option)!.SetValue(made, value);
    }

    // The host's are bound from a shipped file, since rules between sections need the sections.
    private static Dictionary<Type, object> Made()
    {
        var file = Path.Combine(TestFolder.Repository, "experiments/variants/small.json");
        var run = OptionsBinder.Bind<RunOptions>(LayeredConfig.Read(file, []), TinyRun.Catalog);
        var made = new Dictionary<Type, object>
        {
            [typeof(RunOptions)] = run,
            [typeof(ModelOptions)] = run.Model,
            [typeof(SynthesisOptions)] = run.Synthesis
        };
        foreach (var record in new[] { typeof(RunOptions), typeof(ExperimentOptions) }
            .Concat(TinyRun.Catalog.Parts.Select(part => part.Registration.OptionsType)))
            Add(record, made);
        return made;
    }

    private static void Add(Type record, Dictionary<Type, object> made)
    {
        made.TryAdd(record, Prepared(record));
        foreach (var option in DescribedOption.AllOf(record))
        {
            var type = option.Type.IsMap ? OptionType.Of(option.Type.ItemType) : option.Type;
            if (type.IsSection)
                Add(type.Type, made);
        }
    }

    private static object Clone(object record) =>
        record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    [GeneratedRegex(@"([-\w.]+) \(default|(\w+), the default|\b[Dd]efault (?:is )?(\[[^\]]*\]|[-+/\w.]+)"
        + @"|(none|nothing|not \w+) by default")]
    private static partial Regex Stated();

}
