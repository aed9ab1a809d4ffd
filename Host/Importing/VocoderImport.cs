using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.TensorFiles;

namespace Melange.Host.Importing;

/// <summary>Makes the folder of a vocoder of ours from the files that another program saved.</summary>
/// <param name="request">The files.</param>
/// <param name="format">Who knows them.</param>
public sealed class VocoderImport(ImportRequest request, IForeignVocoder format)
{
    /// <summary>Reads the files and writes the folder.</summary>
    /// <returns>What was made, for people: one line.</returns>
    /// <exception cref="FaultException">A file, an option or the folder cannot be used, or weights and config do not
    /// fit each other; the message has the differences.</exception>
    public string Run()
    {
        CheckOptions();
        ModelWriter.CheckFolder(request.Output);
        ForeignFile.Check(request.Config!);
        return ForeignFile.Use(request.File, Import);
    }

    private void CheckOptions()
    {
        if (request.Config is null)
            throw new FaultException([new("--config", 0,
                $"{format.Format} is a vocoder: it must be said which {ModelWriter.VocoderConfig} its weights were "
                    + "trained with.")]);
        if (request.Phonemes is not null || request.Settings.Count > 0)
            throw new FaultException([new(request.Phonemes is null ? "--set" : "--phonemes", 0,
                $"it must be left out with {format.Format}, which is a vocoder and no model.")]);
    }

    private string Import()
    {
        var config = InputFile.Text(request.Config!);
        var shapes = SafetensorsHeader.Read(request.File).Entries
            .ToDictionary(entry => entry.Name, entry => entry.Shape);
        var found = Known(config, shapes);
        string Ours(string name) => found.Names.GetValueOrDefault(name, name);
        request.Rule.Apply(request.File, TensorDifferences.Between(
            shapes.ToDictionary(entry => Ours(entry.Key), entry => entry.Value), found.Wanted));
        var weights = Safetensors.Read(request.File)
            .Select(entry => KeyValuePair.Create(Ours(entry.Key), entry.Value))
            .Where(entry => found.Wanted.TryGetValue(entry.Key, out var size) && size.SequenceEqual(entry.Value.shape))
            .ToDictionary();
        if (weights.Count < found.Wanted.Count)
            throw new InvalidDataException($"{found.Wanted.Count - weights.Count} weights are missing or of another "
                + "shape, without which no vocoder speaks.");
        ModelWriter.WriteVocoder(request.Output, weights, config);
        var mel = found.Mel;
        return $"tensors {weights.Count}, {mel.SampleRateHz} Hz, hop {mel.HopSamples}, bins {mel.Bins}";
    }

    private ForeignVocoder Known(string config, IReadOnlyDictionary<string, long[]> shapes)
    {
        try
        {
            return format.Find(config, shapes) ?? throw ImportFormat.NoWeights(format.Format, shapes.Keys);
        }
        catch (OptionsException unfit)
        {
            throw new FaultException([.. unfit.Problems.Select(problem => new Fault(request.Config!, 0, problem))]);
        }
    }
}
