using Melange;

namespace PartSpace;

/// <summary>Reads a folder of audio and texts, with letters in the place of phonemes.</summary>
/// <remarks>
/// <c>metadata.csv</c> has a header, then <c>id,text,speaker,emotion</c> a line, without quotes; texts may hold commas.
/// <c>wav/id.wav</c> has 16 bits and one channel, at the run's sample rate. What <c>held-out.txt</c> lists, a text a
/// line, is kept out of training. Nobody knows when a letter sounds: training finds it.
/// </remarks>
public sealed class PartName : ICorpus
{
    private const string Pause = "pau";
    private readonly PartNameOptions options;
    private readonly CorpusContext context;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public PartName(PartNameOptions options, CorpusContext context) =>
        (this.options, this.context) = (options.Validated(), context);

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read()
    {
        var faults = new List<Fault>();
        var heldOut = Lines("held-out.txt", faults).ToHashSet(StringComparer.Ordinal);
        var utterances = new List<Utterance>();
        foreach (var (line, number) in Lines("metadata.csv", faults).Select((line, i) => (line, i + 1)).Skip(1))
            if (Utterance(line, number, faults) is { } utterance)
                utterances.Add(utterance with { IsHeldOut = heldOut.Contains(utterance.Text) });
        faults.AddRange(utterances.GroupBy(item => item.Id).Where(same => same.Count() > 1)
            .Select(same => new Fault(
                Shown("metadata.csv"), 0, $"id '{same.Key}' must be unique, but is there twice.")));
        return faults.Count == 0 ? utterances : throw new FaultException(faults);
    }

    private Utterance? Utterance(string line, int number, List<Fault> faults)
    {
        var fields = line.Split(',');
        var letters = string.Join(',', fields.Skip(1).SkipLast(2)).Trim();
        var phonemes = Letters(letters);
        if (fields.Length < 4 || phonemes.Count == 0)
        {
            faults.Add(new(Shown("metadata.csv"), number, $"must be id,text,speaker,emotion, but was '{line}'."));
            return null;
        }
        try
        {
            var samples = PcmFile.Read(DiskPath($"wav/{fields[0]}.wav"), context.Format.SampleRateHz);
            return new(
                fields[0], letters, fields[^2], fields[^1], samples, phonemes, EndSeconds: null, IsHeldOut: false);
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException)
        {
            faults.Add(new(Shown($"wav/{fields[0]}.wav"), 0, cause.Message));
            return null;
        }
    }

    // A pause at both ends and between words; digits and punctuation are left out.
    private static List<string> Letters(string text)
    {
        var words = text.ToLowerInvariant().Split(' ')
            .Select(word => word.Where(char.IsLetter).Select(letter => letter.ToString()).ToList())
            .Where(word => word.Count > 0).ToList();
        return words.Count == 0 ? [] : [Pause, .. words.SelectMany(word => word.Append(Pause))];
    }

    private string[] Lines(string name, List<Fault> faults)
    {
        if (File.Exists(DiskPath(name)))
            return [.. File.ReadLines(DiskPath(name)).Where(line => line.Length > 0)];
        faults.Add(new(Shown(name), 0, "there is no such file."));
        return [];
    }

    private string DiskPath(string name) => Path.Combine(context.BaseFolder, options.Path, name);

    private string Shown(string name) => $"{options.Path.TrimEnd('/')}/{name}";
}
