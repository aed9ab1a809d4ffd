namespace Melange.Host.Probing.Pictures;

/// <summary>Draws what was kept: energies, and each phoneme's attention.</summary>
/// <param name="trial">The trial that was watched.</param>
/// <param name="question">What was asked.</param>
/// <param name="result">What was kept.</param>
public sealed class ProbePictures(ProbedTrial trial, ProbeQuestion question, ProbeResult result)
{
    /// <summary>Name of the picture of energies.</summary>
    public const string Energies = "energy.png";

    private const string PhonemePrefix = "phoneme-";

    /// <summary>Draws all pictures; those of phonemes that an earlier probe left in the folder go.</summary>
    /// <param name="folder">Where to; it is there.</param>
    /// <returns>Names of the files.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        foreach (var old in Directory.GetFiles(folder, PhonemePrefix + "*.png"))
            File.Delete(old);
        var title = $"{trial.Folder.Path}; {question.Text}";
        var written = new List<string> { Energies };
        EnergyPicture.Write(result, title, Path.Combine(folder, Energies));
        var picture = new PhonemePicture(result, trial.Corpus.Inventory.Phonemes);
        foreach (var phoneme in question.Phonemes)
            if (picture.Write(phoneme, title, Path.Combine(folder, FileOf(phoneme))))
                written.Add(FileOf(phoneme));
        return written;
    }

    // A name that not every file system takes is told by its id.
    private string FileOf(long phoneme)
    {
        var name = trial.Corpus.Inventory.Phonemes[(int)phoneme];
        return name.All(char.IsAsciiLetterOrDigit) ? $"{PhonemePrefix}{name}.png" : $"{PhonemePrefix}{phoneme}.png";
    }
}
