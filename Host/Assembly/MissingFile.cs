namespace Melange.Host.Assembly;

/// <summary>Says which file was probably meant where there is none of the name given.</summary>
internal static class MissingFile
{
    /// <summary><c> Did you mean 'small.json'?</c>, or that the folder is missing too, or nothing.</summary>
    public static string Hint(string file)
    {
        var folder = Path.GetDirectoryName(file) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder))
            return $" Nor is there a folder {folder}.";
        var others = Directory.EnumerateFiles(folder).Select(other => Path.GetFileName(other)!);
        return NearestName.Suggest(Path.GetFileName(file), others);
    }
}
