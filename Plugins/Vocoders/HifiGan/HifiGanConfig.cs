using System.Text.Json;

namespace Melange.Plugins;

/// <summary>Reads the <c>config.json</c> that the official code trains HiFi-GAN with.</summary>
/// <remarks>
/// Of it the generator's sizes, the mel-spectrogram and the discriminators' sizes, which the official code fixes: one
/// that departs says so by <c>discriminator_periods</c>, <c>discriminator_scales</c> and
/// <c>discriminator_channels</c>. Batch, rates and the like are passed over. The official
/// <c>meldataset.py</c> fixes what it does not say of the mel-spectrogram: Slaney's scale and area, and the floor 1e-5;
/// one of another says so by <c>mel_scale</c>, <c>filter_height</c> and <c>mel_floor</c>. <c>fmax: null</c> is half the
/// sampling rate, as librosa has it.
/// </remarks>
internal sealed class HifiGanConfig
{
    private readonly List<string> problems = [];
    private readonly JsonElement root;

    private HifiGanConfig(JsonElement root) => this.root = root;

    /// <summary>Reads what a config says of a generator.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="OptionsException">It is no such config; the message lists every fault.</exception>
    public static (HifiGanSizes Sizes, AudioFormat Mel) Read(string text) => Read(text, config => config.Generator());

    /// <summary>Reads what a config says of discriminators.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static DiscriminatorSizes ReadDiscriminators(string text) => Read(text, config => config.Discriminators());

    private static T Read<T>(string text, Func<HifiGanConfig, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(new HifiGanConfig(document.RootElement))
                : throw new OptionsException("it must be an object of JSON: { ... }.");
        }
        catch (JsonException fault)
        {
            throw new OptionsException($"it must be JSON, but is not: {fault.Message}", fault);
        }
    }

    private (HifiGanSizes Sizes, AudioFormat Mel) Generator()
    {
        var (sizes, mel) = (Sizes(), Mel());
        if (problems.Count == 0)
        {
            problems.AddRange(ProblemsOf(() => sizes.Validated()));
            problems.AddRange(ProblemsOf(() => mel.Validated()));
            if (sizes.HopSamples != mel.HopSamples)
                problems.Add($"hop_size must be {sizes.HopSamples}, the product of upsample_rates "
                    + $"{HifiGanSizes.Shown(sizes.Rates)}, but was {mel.HopSamples}.");
        }
        OptionsException.ThrowIfAny(sizes, problems);
        return (sizes, mel);
    }

    private HifiGanSizes Sizes() => new()
    {
        IsDouble = Kind(),
        Rates = Numbers("upsample_rates"),
        RateKernels = Numbers("upsample_kernel_sizes"),
        Channels = Number("upsample_initial_channel"),
        BlockKernels = Numbers("resblock_kernel_sizes"),
        Dilations = Field("resblock_dilation_sizes", "a list of lists of whole numbers", ListsOf) ?? []
    };

    private DiscriminatorSizes Discriminators()
    {
        const string Periods = "discriminator_periods";
        var published = new DiscriminatorSizes();
        var sizes = new DiscriminatorSizes
        {
            Periods = root.TryGetProperty(Periods, out _) ? Numbers(Periods) : published.Periods,
            Scales = Optional("discriminator_scales", published.Scales),
            Channels = Optional("discriminator_channels", (int)published.Channels)
        };
        if (problems.Count == 0)
            problems.AddRange(ProblemsOf(() => sizes.Validated()));
        OptionsException.ThrowIfAny(sizes, problems);
        return sizes;
    }

    private AudioFormat Mel()
    {
        var rate = Number("sampling_rate");
        return new()
        {
            SampleRateHz = rate,
            FftSize = Number("n_fft"),
            WindowSamples = Number("win_size"),
            HopSamples = Number("hop_size"),
            Bins = Number("num_mels"),
            LowHz = Real("fmin", 0),
            HighHz = Real("fmax", rate / 2.0),
            MelScale = Choice("mel_scale", ("slaney", MelScale.Slaney), ("htk", MelScale.Htk)),
            FilterHeight = Choice("filter_height", ("area", FilterHeight.Area), ("one", FilterHeight.One)),
            MelFloor = root.TryGetProperty("mel_floor", out _) ? Real("mel_floor", 0) : new AudioFormat().MelFloor
        };
    }

    // "1" in the published files.
    private bool Kind() => Field("resblock", "\"1\" or \"2\"", value => value.ToString() switch
    {
        "1" => (bool?)true,
        "2" => false,
        _ => null
    }) ?? false;

    private int Number(string key) => Field(key, "a whole number", WholeOf) ?? 0;

    private int Optional(string key, int unset) => root.TryGetProperty(key, out _) ? Number(key) : unset;

    private IReadOnlyList<long> Numbers(string key) => Field(key, "a list of whole numbers", ListOf) ?? [];

    private double Real(string key, double unset) => Field(key, "a number",
        value => value.ValueKind == JsonValueKind.Null ? unset
            : value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null) ?? 0;

    // The first where it is not said.
    private T Choice<T>(string key, (string Name, T Value) first, (string Name, T Value) second) where T : struct =>
        !root.TryGetProperty(key, out _) ? first.Value
        : Field(key, $"\"{first.Name}\" or \"{second.Name}\"", value => value.ToString() == first.Name ? first.Value
            : value.ToString() == second.Name ? second.Value : (T?)null) ?? first.Value;

    private T? Field<T>(string key, string expected, Func<JsonElement, T?> read)
    {
        if (!root.TryGetProperty(key, out var value))
            problems.Add($"{key} is missing; expected {expected}.");
        else if (read(value) is { } found)
            return found;
        else
            problems.Add($"{key} must be {expected}, but was {value.GetRawText()}.");
        return default;
    }

    private static int? WholeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static IReadOnlyList<long>? ListOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = value.EnumerateArray().Select(WholeOf).ToList();
        return numbers.Contains(null) ? null : [.. numbers.Select(number => (long)number!)];
    }

    private static IReadOnlyList<IReadOnlyList<long>>? ListsOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var lists = value.EnumerateArray().Select(ListOf).ToList();
        return lists.Contains(null) ? null : [.. lists.Select(list => list!)];
    }

    // The same options under the names that the official config has for them.
    private static IEnumerable<string> ProblemsOf(Action validate)
    {
        try
        {
            validate();
            return [];
        }
        catch (OptionsException broken)
        {
            return broken.Problems.Select(Official);
        }
    }

    private static string Official(string problem) => new[]
    {
        ("SampleRateHz", "sampling_rate"), ("FftSize", "n_fft"), ("WindowSamples", "win_size"),
        ("HopSamples", "hop_size"), ("Bins", "num_mels"), ("LowHz", "fmin"), ("HighHz", "fmax"),
        ("MelFloor", "mel_floor")
    }.Aggregate(problem, (text, name) => text.Replace(name.Item1, name.Item2, StringComparison.Ordinal));
}
