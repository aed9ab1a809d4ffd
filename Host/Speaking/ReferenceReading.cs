using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Speaking;

/// <summary>Makes a recording from outside the corpus into a reference of a trained model.</summary>
/// <remarks>
/// Who speaks and how is chosen, where nobody says it, as what makes the recording the most likely under the model's
/// encoder: each of its speakers and emotions is tried. M mel bins, R reference frames.
/// </remarks>
/// <param name="model">The weights and the names they know.</param>
/// <param name="run">How audio is read.</param>
/// <param name="device">Where the model lives.</param>
/// <param name="texts">Turns text into phoneme ids; asked for where no grid tells them.</param>
public sealed class ReferenceReading(
    SynthesisModel model, RunOptions run, Device device, Func<PhonemeReader> texts)
{
    private readonly ReferenceAligner aligner = new(model, device);

    /// <summary>Reads, aligns and names a recording.</summary>
    /// <exception cref="FaultException">A file, a text or a name cannot be used.</exception>
    public SpokenReference Read(ReferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reader = Reader();
        var script = ReferenceScript.Of(request, reader as IReferenceFinder);
        using var scope = NewDisposeScope();
        var samples = reader.ReadAudio(request.Audio);
        var mel = LogMel(samples, request.Audio);                                   // [M, R]
        var times = script.Grid is null
            ? null : reader.ReadPhonemes(script.Grid, samples.Count / (double)run.Features.SampleRateHz);
        var ids = times is null
            ? texts().Read(script.Text!, script.TextSource!, script.TextLine) : Ids(times, script.Grid!);
        var style = Style(request, reader as IReferenceFinder, samples.Count);
        using var vectors = style?.Read(mel.shape[1], run.Features);
        var (speaker, emotion, alignment) = MostLikely(mel, ids, vectors, request);
        var durations = times is null ? alignment.Durations : FrameAlignment.Durations(
            [.. times.Select(time => time.EndSeconds)], mel.shape[1], run.Features.FrameRateHz);
        var (speakers, emotions) = (model.Inventory.Speakers, model.Inventory.Emotions);
        var source = new Utterance(request.Audio, script.Text ?? "", speakers[speaker], emotions[emotion], samples,
            [.. ids.Select(id => model.Inventory.Phonemes[(int)id])], times?.Select(time => time.EndSeconds).ToList(),
            IsHeldOut: false);
        var spoken = new PreparedUtterance(source, new(mel.MoveToOuterDisposeScope()), ids, durations, speaker, emotion)
        {
            Format = run.Features,
            Style = style
        };
        return new(spoken,
            $"aligned by {script.Grid ?? "the model"}; speaker {Chosen(speakers[speaker], request.Speaker)}, "
            + $"emotion {Chosen(emotions[emotion], request.Emotion)}");
    }

    private IReferenceReader Reader() => run.Corpus.BuildWatched(new(".", run.Features)) as IReferenceReader
        ?? throw new FaultException([new("corpus", 0,
            $"'{run.Corpus.Id}' reads no single recordings, so that none from outside can be a reference.")]);

    private Tensor LogMel(IReadOnlyList<float> samples, string file)
    {
        using var spectrogram = new LogMelSpectrogram(run.Features);
        try
        {
            return spectrogram.Of([.. samples]);
        }
        catch (ArgumentException fault)
        {
            throw new FaultException([new(file, 0, fault.Message)]);
        }
    }

    private StyleVectors? Style(ReferenceRequest request, IReferenceFinder? corpora, int samples)
    {
        var width = model.Inventory.StyleWidth;
        if (width == 0)
            return request.Style is null ? null : throw new FaultException([new("--reference-style", 0,
                "it must be left out for a model that knows no style vectors.")]);
        var named = request.Style is { } path ? new(path, path) : corpora?.Find(request.Audio)?.Style;
        if (named is not { } file)
            throw new FaultException([new("--reference-style", 0,
                $"it must name a file of style vectors of {width} features, [{width}, N], as the model's corpus has "
                + "them.")]);
        var style = StyleVectors.Open(file);
        var problem = style.Width != width
            ? $"style vectors must have {width} features, as the model's corpus, but have {style.Width}."
            : style.Problem((double)samples / run.Features.SampleRateHz);
        return problem is null ? style : throw new FaultException([new(file.Name, 0, problem)]);
    }

    private long[] Ids(IReadOnlyList<PhonemeInterval> times, string file)
    {
        var known = model.Inventory.Phonemes.Skip(1).ToList();
        var unknown = times.Select(time => time.Phoneme).Distinct().Where(name => !known.Contains(name)).ToList();
        return unknown.Count == 0
            ? [.. times.Select(time => (long)model.Inventory.PhonemeId(time.Phoneme))]
            : throw new FaultException([.. unknown.Select(name => new Fault(file, 0,
                $"the model knows no phoneme '{name}'.{NearestName.Suggest(name, known)} "
                + $"Known: {string.Join(", ", known)}."))]);
    }

    private (int Speaker, int Emotion, ReferenceAlignment Alignment) MostLikely(
        Tensor mel, long[] ids, Tensor? style, ReferenceRequest request)
    {
        if (ids.Length > mel.shape[1])
            throw new FaultException([new(request.Audio, 0,
                $"it must have a frame for each of its {ids.Length} phonemes, but has {mel.shape[1]} frames.")]);
        var speakers = Choices(model.Inventory.Speakers, request.Speaker, "--speaker");
        var emotions = Choices(model.Inventory.Emotions, request.Emotion, "--emotion");
        return speakers.SelectMany(speaker => emotions.Select(emotion =>
            (speaker, emotion, aligner.Align(mel, ids, (speaker, emotion), style))))
            .MaxBy(choice => choice.Item3.LogLikelihood);
    }

    private static IReadOnlyList<int> Choices(IReadOnlyList<string> names, string? wanted, string option)
    {
        if (wanted is null)
            return [.. Enumerable.Range(0, names.Count)];
        var index = names.ToList().IndexOf(wanted);
        return index >= 0 ? [index] : throw new FaultException([new(option, 0,
            $"the model knows no '{wanted}'.{NearestName.Suggest(wanted, names)} Known: {string.Join(", ", names)}.")]);
    }

    private static string Chosen(string name, string? wanted) => wanted is null ? $"{name} (the most likely)" : name;
}

/// <summary>What a person says of the recording that the style comes from.</summary>
/// <param name="Audio">The recording.</param>
/// <param name="Grid">The file that says which phoneme sounds when; null where there is none.</param>
/// <param name="Text">What is said in it, or a file that holds it; null where a grid or a file beside it tells.</param>
/// <param name="Speaker">Who speaks, by a name that the model knows; null leaves the choice to the model.</param>
/// <param name="Emotion">In which style, by a name that the model knows; null leaves the choice to the model.</param>
public sealed record ReferenceRequest(
    string Audio, string? Grid = null, string? Text = null, string? Speaker = null, string? Emotion = null)
{
    /// <summary>The file of its style vectors, spread over the audio; null where the model knows none, or
    /// where they are those of its corpus.</summary>
    public string? Style { get; init; }
}

/// <summary>A recording, ready to serve as reference.</summary>
/// <param name="Utterance">Its features, phonemes and times.</param>
/// <param name="About">Where times, speaker and emotion come from, for people.</param>
public sealed record SpokenReference(PreparedUtterance Utterance, string About) : IDisposable
{
    /// <summary>Frees its features.</summary>
    public void Dispose() => Utterance.Mel.Dispose();
}
