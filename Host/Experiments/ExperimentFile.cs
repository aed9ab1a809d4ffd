using System.Text.RegularExpressions;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Experiments;

/// <summary>An experiment file as layers: what its variants vary, and each variant's whole config.</summary>
/// <param name="Options">Seeds and workers.</param>
/// <param name="Base">The base file, and what the experiment sets for all variants.</param>
/// <param name="Variants">Resolved config of each variant, in the file's order.</param>
public sealed partial record ExperimentFile(
    ExperimentOptions Options, LayeredConfig Base, IReadOnlyDictionary<string, LayeredConfig> Variants)
{
    /// <summary>Options that variants dropped with the part they were set for: a line each, for a person.</summary>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    private const string BaseKey = "base";
    private const string CommonKey = "common";
    private const string EvaluateKey = "evaluate"; // for all variants, as "common": { "evaluate": ... }
    private const string VariantsKey = "variants";
    private static readonly string[] LayerKeys = [BaseKey, CommonKey, EvaluateKey, VariantsKey];

    /// <summary>Reads an experiment file and the files under it.</summary>
    /// <param name="file">The file, as the user named it.</param>
    /// <param name="settings"><c>key=value</c> of each <c>--set</c>: for the experiment where the key is its own,
    /// else for every variant.</param>
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="FaultException">Something cannot be read; every fault is listed.</exception>
    public static ExperimentFile Read(string file, IReadOnlyList<string> settings, PluginCatalog catalog)
    {
        var faults = new List<Fault>();
        var read = Collect(file, settings, catalog, faults);
        return faults.Count == 0 ? read! : throw new FaultException(faults);
    }

    /// <summary>The same with more seeds, those that it has already aside.</summary>
    public ExperimentFile WithSeeds(IEnumerable<int> more) =>
        this with { Options = Options with { Seeds = [.. Options.Seeds.Union(more)] } };

    /// <summary>Reads what can be read, faults or not; null where there is nothing to go on with.</summary>
    internal static ExperimentFile? Collect(
        string file, IReadOnlyList<string> settings, PluginCatalog catalog, List<Fault> faults)
    {
        var (own, forVariants) = Shared(settings);
        if (faults.Try(() => LayeredConfig.Read(file, own)) is not { } experiment)
            return null;
        faults.AddRange(UnknownKeys(experiment));
        var known = experiment.Without([.. experiment.Keys().Except(OptionKeys()).Concat(LayerKeys)]);
        var options = faults.Try(() => OptionsBinder.Bind<ExperimentOptions>(known, catalog));
        var below = faults.Try(() => BaseOf(experiment, file, forVariants));
        faults.AddRange(FaultsOfNames(experiment));
        return below is null
            ? null : Settled(new(options ?? new(), below, Overlaid(experiment, below, forVariants, faults)), catalog);
    }

    // Faults are found again, and told of, when a trial is bound.
    private static ExperimentFile Settled(ExperimentFile file, PluginCatalog catalog)
    {
        var notices = new List<string>();
        var variants = file.Variants.ToDictionary(variant => variant.Key, variant => Settled(variant.Value, notices));
        return file with
        {
            Base = Settled(file.Base, []),
            Variants = variants,
            Notices = [.. notices.Distinct()]
        };

        LayeredConfig Settled(LayeredConfig config, List<string> dropped)
        {
            var settled = new List<Fault>().Try(() => OptionsBinder.Settle<RunOptions>(config, catalog));
            dropped.AddRange(settled?.Notices ?? []);
            return settled?.Config ?? config;
        }
    }

    // seeds=[1,2] is the experiment's; training.steps=9 is every variant's; so is evaluate.limit=3.
    private static (string[] Own, string[] ForVariants) Shared(IReadOnlyList<string> settings)
    {
        string[] own = [.. OptionKeys(), BaseKey, CommonKey, VariantsKey];
        var byOwner = settings.ToLookup(setting => own.Contains(setting.Split('=', '.', ':')[0]));
        return ([.. byOwner[true]], [.. byOwner[false]]);
    }

    private static LayeredConfig BaseOf(LayeredConfig experiment, string file, IReadOnlyList<string> settings)
    {
        if (experiment.Value(BaseKey) is not { } name)
            throw new FaultException([experiment.FaultAt(BaseKey,
                "base is missing; expected the file that the variants vary.")]);
        var path = Path.Combine(Path.GetDirectoryName(file) ?? "", name);
        if (!File.Exists(path))
            throw new FaultException([experiment.FaultAt(BaseKey,
                $"base names {path}, but there is no such file.{MissingFile.Hint(path)}")]);
        var evaluate = experiment.Without([.. experiment.Keys().Where(key => key != EvaluateKey)]);
        return LayeredConfig.Read(path, []).With(experiment, CommonKey).With(evaluate).WithSettings(settings);
    }

    private static Dictionary<string, LayeredConfig> Overlaid(
        LayeredConfig experiment, LayeredConfig below, IReadOnlyList<string> settings, List<Fault> faults)
    {
        var variants = new Dictionary<string, LayeredConfig>();
        foreach (var name in experiment.Keys(VariantsKey))
            if (faults.Try(() =>
                below.With(experiment, $"{VariantsKey}:{name}").WithSettings(settings)) is { } variant)
                variants.Add(name, variant);
        return variants;
    }

    private static IEnumerable<Fault> UnknownKeys(LayeredConfig experiment)
    {
        string[] known = [.. OptionKeys().Concat(LayerKeys).Order(StringComparer.Ordinal)];
        var list = string.Join(", ", known);
        return experiment.Keys().Except(known).Select(key => experiment.FaultAt(key,
            $"an experiment has no option '{key}'.{NearestName.Suggest(key, known)} Known: {list}."));
    }

    private static IEnumerable<Fault> FaultsOfNames(LayeredConfig experiment)
    {
        var names = experiment.Keys(VariantsKey);
        if (names.Count == 0)
            yield return experiment.FaultAt(VariantsKey,
                "variants must be a section with a section for each variant: { \"f2f\": {}, \"f2b\": { ... } }.");
        foreach (var name in names.Where(name => !FolderName().IsMatch(name)))
            yield return experiment.FaultAt($"{VariantsKey}:{name}",
                "a variant's name becomes a folder: "
                + $"it must be letters, digits, '-', '_', '.' or '+', but was '{name}'.");
    }

    private static IEnumerable<string> OptionKeys() =>
        typeof(ExperimentOptions).GetProperties()
            .Select(option => char.ToLowerInvariant(option.Name[0]) + option.Name[1..]);

    [GeneratedRegex(@"^[\p{L}\d_+-][\p{L}\d_.+-]*$")]
    private static partial Regex FolderName();
}
