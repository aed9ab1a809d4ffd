using System.Text.Json;

namespace Melange.Plugins;

/// <summary>Reads fields of a vocoder's own <c>config.json</c>, and what all kinds have: the log-mel and the
/// discriminators, under the names of HiFi-GAN's official code.</summary>
/// <remarks>
/// That code's <c>meldataset.py</c> fixes what its config does not say of the mel-spectrogram: Slaney's scale and area,
/// and the floor 1e-5; one of another says so by <c>mel_scale</c>, <c>filter_height</c> and <c>mel_floor</c>.
/// <c>fmax: null</c> is half the sampling rate, as librosa has it. It fixes the discriminators as well; others are told
/// by <c>discriminator_periods</c>, <c>discriminator_scales</c> and <c>discriminator_channels</c>.
/// </remarks>
internal sealed class VocoderConfig
{
    private readonly List<string> problems = [];
    private readonly JsonElement root;

    private VocoderConfig(JsonElement root) => this.root = root;

    /// <summary>Reads something of a config.</summary>
    /// <param name="text">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="OptionsException">It is no such config; the message lists every fault.</exception>
    public static T Read<T>(string text, Func<VocoderConfig, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new OptionsException("it must be an object of JSON: { ... }.");
            var config = new VocoderConfig(document.RootElement);
            var found = read(config);
            return OptionsException.ThrowIfAny(found, config.problems);
        }
        catch (JsonException fault)
        {
            throw new OptionsException($"it must be JSON, but is not: {fault.Message}", fault);
        }
    }

    /// <summary>Reads what a config says of discriminators.</summary>
    /// <inheritdoc cref="Read"/>
    public static DiscriminatorSizes Discriminators(string text) => Read(text, config => config.Discriminators());

    /// <summary>Holds what was read against its rules, if all was there.</summary>
    /// <param name="validations">Throw what is broken, in our names of the log-mel's numbers or the config's.</param>
    /// <returns>Whether every rule holds.</returns>
    public bool Holds(params IReadOnlyList<Action> validations)
    {
        if (problems.Count == 0)
            problems.AddRange(validations.SelectMany(ProblemsOf));
        return problems.Count == 0;
    }

    /// <summary>Notes a fault.</summary>
    public void Add(string problem) => problems.Add(problem);

    /// <summary>The log-mel.</summary>
    public AudioFormat Mel()
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
        Holds(() => sizes.Validated());
        return sizes;
    }

    /// <summary>A whole number that must be there.</summary>
    public int Number(string key) => Field(key, "a whole number", WholeOf) ?? 0;

    private int Optional(string key, int unset) => root.TryGetProperty(key, out _) ? Number(key) : unset;

    /// <summary>Whole numbers that must be there.</summary>
    public IReadOnlyList<long> Numbers(string key) => Field(key, "a list of whole numbers", ListOf) ?? [];

    private double Real(string key, double unset) => Field(key, "a number",
        value => value.ValueKind == JsonValueKind.Null ? unset
            : value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null) ?? 0;

    // The first where it is not said.
    private T Choice<T>(string key, (string Name, T Value) first, (string Name, T Value) second) where T : struct =>
        !root.TryGetProperty(key, out _) ? first.Value
        : Field(key, $"\"{first.Name}\" or \"{second.Name}\"", value => value.ToString() == first.Name ? first.Value
            : value.ToString() == second.Name ? second.Value : (T?)null) ?? first.Value;

    /// <summary>Whether something is so; not where it is not said.</summary>
    public bool Flag(string key) => root.TryGetProperty(key, out _) && (Field(key, "true or false", value =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : (bool?)null) ?? false);

    /// <summary>A field that must be there.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="expected">What it must be, in words.</param>
    /// <param name="read">Gives it, or null where it is something else.</param>
    public T? Field<T>(string key, string expected, Func<JsonElement, T?> read)
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

    /// <summary>Lists of whole numbers; null where it is something else.</summary>
    public static IReadOnlyList<IReadOnlyList<long>>? ListsOf(JsonElement value)
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
