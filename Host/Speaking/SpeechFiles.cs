using System.Globalization;

namespace Melange.Host.Speaking;

/// <summary>Says which file each line of a text goes to.</summary>
public static class SpeechFiles
{
    private const string Ending = ".wav";

    /// <summary>Refuses a file of another kind than WAV, which alone is written.</summary>
    /// <param name="output">A WAV file or a folder; one that is not there yet and has an ending ends with '/'.</param>
    /// <exception cref="FaultException">It is neither.</exception>
    public static void Check(string output)
    {
        var ending = Path.GetExtension(output);
        if (ending is [_, var letter, ..] && char.IsLetter(letter) && !Directory.Exists(output)
            && !ending.Equals(Ending, StringComparison.OrdinalIgnoreCase))
            throw new FaultException([new("--out", 0, $"it must be a .wav file or a folder, but was '{output}': write "
                + $"'{Path.ChangeExtension(output, Ending)}' and convert it, or '{output}/' for a folder.")]);
    }

    /// <summary>One line goes to the file that is named, several into a folder: <c>0001.wav</c>, ...</summary>
    /// <param name="output">A WAV file for one line, or a folder.</param>
    /// <param name="lines">Number of lines, at least 1.</param>
    /// <exception cref="FaultException">Several lines are to go into one WAV file.</exception>
    public static IReadOnlyList<string> For(string output, int lines)
    {
        var isFile = output.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);
        if (isFile && lines > 1)
            throw new FaultException([new("--out", 0,
                $"it must be a folder for the {lines} lines of the text, but was '{output}'.")]);
        return isFile
            ? [output]
            : [.. Enumerable.Range(1, lines).Select(number =>
                Path.Combine(output, number.ToString("d4", CultureInfo.InvariantCulture) + Ending))];
    }
}
