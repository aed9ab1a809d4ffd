using System.Text;
using Microsoft.Extensions.Configuration;

namespace Melange.Host.Configs;

/// <summary>Reads one config file, and the files that it extends, lowest layer first.</summary>
internal sealed class ConfigFile(List<Fault> faults)
{
    private const string ExtendsKey = "extends";
    private const string SchemaKey = "$schema"; // for editors: what it says changes nothing
    private readonly List<(string FullPath, string Name)> open = [];

    /// <summary>One file without what it extends; null, with faults, where it cannot be read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">How messages name it.</param>
    public LayeredConfig? ReadAlone(string file, string name)
    {
        var before = faults.Count;
        var json = Bytes(file, name);
        var places = json is null ? null : JsonLayer.OfFile(json, name, faults);
        return places is null || faults.Count > before ? null : new LayeredConfig(Values(json!), places);
    }

    /// <summary>A config that stands inside a file; null, with faults, where it cannot be read.</summary>
    /// <param name="text">The config, extending nothing.</param>
    /// <param name="name">How messages name the file.</param>
    public LayeredConfig? Parse(string text, string name)
    {
        var (json, before) = (Encoding.UTF8.GetBytes(text), faults.Count);
        var places = JsonLayer.OfPart(json, name, faults);
        return places is null || faults.Count > before ? null : new LayeredConfig(Values(json), places);
    }

    /// <summary>One file over all that it extends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">How messages name it.</param>
    public LayeredConfig? Read(string file, string name)
    {
        open.Add((Path.GetFullPath(file), name));
        var top = ReadAlone(file, name);
        var result = top is null ? null : Over(top, name);
        open.RemoveAt(open.Count - 1);
        return result;
    }

    private LayeredConfig? Over(LayeredConfig top, string name)
    {
        LayeredConfig? below = null;
        foreach (var extended in Extended(top))
            if (ReadBelow(extended, name) is { } layer)
                below = below?.With(layer) ?? layer;
        var own = top.Without(ExtendsKey, SchemaKey);
        return below?.With(own) ?? own;
    }

    private IEnumerable<ConfigEntry> Extended(LayeredConfig top)
    {
        if (top.Entry.Child(ExtendsKey) is not { } extends)
            yield break;
        foreach (var file in extends.Kind == ConfigKind.List ? extends.Children : [extends])
            if (file.Kind == ConfigKind.Text)
                yield return file;
            else
                faults.Add(file.Fault($"extends must name a file or a list of files, but was {file.Quoted}."));
    }

    private LayeredConfig? ReadBelow(ConfigEntry extended, string name)
    {
        var file = Path.GetFullPath(extended.Text, Path.GetDirectoryName(Path.GetFullPath(name))!);
        var shown = Path.IsPathRooted(name) ? file : Path.GetRelativePath(Environment.CurrentDirectory, file);
        if (open.FindIndex(other => other.FullPath == file) is >= 0 and var first)
        {
            var circle = open[first..].Select(other => other.Name).Append(open[first].Name);
            faults.Add(extended.Fault($"extends goes in a circle: {string.Join(", ", circle)}."));
            return null;
        }
        if (File.Exists(file))
            return Read(file, shown);
        faults.Add(extended.Fault($"extends names {shown}, but there is no such file.{MissingFile.Hint(file)}"));
        return null;
    }

    private static IConfiguration Values(byte[] json)
    {
        using var stream = new MemoryStream(json);
        return new ConfigurationBuilder().AddJsonStream(stream).Build();
    }

    private byte[]? Bytes(string file, string name)
    {
        try
        {
            var text = File.ReadAllBytes(file);
            return text is [0xEF, 0xBB, 0xBF, ..] ? text[3..] : text; // a byte order mark is no JSON
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(new Fault(name, 0, $"there is no such file.{MissingFile.Hint(file)}"));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault(name, 0, $"it cannot be read: {closed.Message}"));
        }
        return null;
    }
}

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
