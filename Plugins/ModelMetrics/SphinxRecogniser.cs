using System.Buffers.Binary;

namespace Melange.Plugins;

/// <summary>Lets the program pocketsphinx_batch write down what recordings say.</summary>
/// <remarks>
/// One run for several recordings, each decoded as one utterance: 16 kHz, 16 bits. A line of what it writes is
/// <c>words (name score)</c>. Source: pocketsphinx 5prealpha, of Carnegie Mellon University, with its model of American
/// English.
/// </remarks>
internal sealed class SphinxRecogniser
{
    private const string Program = "pocketsphinx_batch";
    private const string Package = "pocketsphinx pocketsphinx-en-us";

    private readonly IntelligibilityOptions options;
    private readonly SpeechProgram program = new(Program, package: Package);

    /// <summary>Looks for the program and its model.</summary>
    /// <exception cref="OptionsException">One of them is missing.</exception>
    public SphinxRecogniser(IntelligibilityOptions options)
    {
        this.options = options;
        if (!program.IsInstalled)
            throw new OptionsException($"{Program} must be installed, but is not on PATH (Debian: apt-get install "
                + $"{Package}).");
        if (!File.Exists(Dictionary))
            throw new OptionsException("Model must be a folder with a model of pocketsphinx, but was "
                + $"'{options.Model}' (Debian: apt-get install {Package}).");
    }

    private string Dictionary => Path.Combine(options.Model, "cmudict-en-us.dict");

    /// <summary>Writes down recordings.</summary>
    /// <param name="recordings">Samples of each at 16 kHz, in [-1, 1].</param>
    /// <returns>The words of each, empty where none were heard.</returns>
    /// <exception cref="FaultException">The program fails, or takes too long.</exception>
    public IReadOnlyList<string> Recognise(IReadOnlyList<float[]> recordings)
    {
        var folder = Directory.CreateTempSubdirectory("melange-heard-").FullName;
        try
        {
            for (var i = 0; i < recordings.Count; i++)
                File.WriteAllBytes(Path.Combine(folder, $"{i}.raw"), Pcm(recordings[i]));
            File.WriteAllLines(Path.Combine(folder, "list"), recordings.Select((_, i) => $"{i}"));
            program.Run(Arguments(folder), "", TimeSpan.FromSeconds(options.TimeoutSeconds));
            var heard = File.ReadLines(Path.Combine(folder, "heard")).Select(Parsed).ToDictionary();
            return [.. recordings.Select((_, i) => heard.GetValueOrDefault($"{i}", ""))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string[] Arguments(string folder) =>
    [
        "-adcin", "yes", "-cepdir", folder, "-cepext", ".raw", "-ctl", Path.Combine(folder, "list"),
        "-hyp", Path.Combine(folder, "heard"), "-logfn", OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
        "-hmm", Path.Combine(options.Model, "en-us"), "-lm", Path.Combine(options.Model, "en-us.lm.bin"),
        "-dict", Dictionary
    ];

    // "the young boy (0 -8275)"
    private static KeyValuePair<string, string> Parsed(string line)
    {
        var open = line.LastIndexOf('(');
        return new(line[(open + 1)..].Split(' ')[0], line[..open].Trim());
    }

    // A recording of 16 bits comes back to the bit: one step of a sample may change what is understood.
    private static byte[] Pcm(float[] samples)
    {
        var bytes = new byte[2 * samples.Length];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(
                bytes.AsSpan(2 * i), (short)Math.Clamp(MathF.Round(samples[i] * 32768), -32768, 32767));
        return bytes;
    }
}
