using Melange.Host.Configs;

namespace Melange.Host.Importing;

/// <summary>A file of another program that a person names.</summary>
internal static class ForeignFile
{
    /// <summary>Does something with a file of weights; what is wrong with it becomes a fault that names it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="use">What is done; it may say what is wrong as an exception of its own kind.</param>
    /// <exception cref="FaultException">There is no such file, it is a pickle, or it cannot be used.</exception>
    public static string Use(string file, Func<string> use)
    {
        Check(file);
        using var scope = NewDisposeScope();
        try
        {
            PickleFile.RefuseIfAny(file);
            return use();
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException
            or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FaultException([new(file, 0, Said(file, fault))]);
        }
    }

    /// <summary>Sees that a file is there.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FaultException">It is not, or is a folder.</exception>
    public static void Check(string file)
    {
        if (Directory.Exists(file))
            throw new FaultException([new(file, 0, "it must be a file, but is a folder.")]);
        if (!File.Exists(file))
            throw new FaultException([new(file, 0, $"there is no such file.{MissingFile.Hint(file)}")]);
    }

    private static string Said(string file, Exception fault) =>
        fault.Message.StartsWith(file + ": ", StringComparison.Ordinal) ? fault.Message[(file.Length + 2)..]
            : fault.Message;
}
