namespace Melange.Host.Assembly;

/// <summary>Says that a file is missing, and which file of its folder was probably meant.</summary>
internal static class MissingFile
{
    /// <summary><c>there is no file variants/smal.json. Did you mean 'small.json'?</c></summary>
    public static string Message(string file)
    {
        var folder = Path.GetDirectoryName(file) is { Length: > 0 } named ? named : ".";
        var name = Path.GetFileName(file);
        if (!Directory.Exists(folder))
            return $"there is no file {file}, and no folder {folder}.";
        var others = Directory.EnumerateFiles(folder).Select(other => Path.GetFileName(other)!);
        return $"there is no file {file}.{NearestName.Suggest(name, others)}";
    }
}
