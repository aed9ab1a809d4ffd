using System.Text.RegularExpressions;
using Melange.Host.Assembly;
using Melange.Host.TensorFiles;

namespace Melange.Bench;

/// <summary>One damaged file: how it was damaged, and what the reader made of it.</summary>
/// <param name="Mutation">How it was damaged.</param>
/// <param name="Outcome">Why it was refused, without names and numbers; empty where it was read.</param>
/// <param name="Crash">What went wrong, where the reader broke its promise; else null.</param>
/// <param name="FileBytes">Size of the file.</param>
/// <param name="AllocatedBytes">Managed bytes and tensors' bytes that reading took.</param>
internal sealed partial record FuzzCase(
    string Mutation, string Outcome, string? Crash, long FileBytes, long AllocatedBytes)
{
    /// <summary>Bytes that reading a file of a few bytes may take: an error, its message and its trace.</summary>
    public const long AtLeast = 4_000;

    /// <summary>How many times its bytes reading a file may take besides, all allocations together.</summary>
    public const long TimesFile = 12;

    private const string NoJson = "its header is no JSON of a safetensors file";
    private const string FileName = "damaged.safetensors";

    /// <summary>Damages one of some files and reads it.</summary>
    public static FuzzCase Run(IReadOnlyList<byte[]> originals, int seed)
    {
        // Neighbouring seeds give like numbers at first; mixed ones do not.
        var random = new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Batch)));
        var (name, apply) = SafetensorsMutations.All[random.Next(SafetensorsMutations.All.Count)];
        var file = apply(originals[random.Next(originals.Count)], random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (outcome, crash, tensorBytes) = Read(file); // the stream and the reason count for it, too
        var managed = GC.GetAllocatedBytesForCurrentThread() - before;
        var (allocated, most) = (managed + tensorBytes, AtLeast + TimesFile * file.Length);
        return new(name, outcome,
            crash ?? (allocated > most ? $"{allocated} bytes were allocated for a file of {file.Length}" : null),
            file.Length, allocated);
    }

    private static (string Outcome, string? Crash, long TensorBytes) Read(byte[] file)
    {
        using var scope = NewDisposeScope();
        try
        {
            using var stream = new MemoryStream(file);
            var tensors = Safetensors.Read(stream, FileName);
            return ("", null, tensors.Values.Sum(tensor => tensor.NumberOfElements * tensor.element_size()));
        }
        catch (InvalidDataException refusal)
        {
            var names = refusal.Message.StartsWith(FileName + ": ", StringComparison.Ordinal);
            return (Reason(refusal.Message), names ? null : $"a message that names no file: {refusal.Message}", 0);
        }
        catch (Exception other)
        {
            return (other.GetType().Name, other.ToString(), 0);
        }
    }

    // The same reason for every file, entry and number.
    private static string Reason(string message)
    {
        var said = message.StartsWith(FileName, StringComparison.Ordinal) ? message[(FileName.Length + 2)..] : message;
        if (said.StartsWith(NoJson, StringComparison.Ordinal))
            return NoJson;
        said = OfType().Replace(Entry().Replace(said, "an entry "), "of type X;");
        return Digits().Replace(Needs().Replace(said, "needs N bytes, but has N"), "N");
    }

    [GeneratedRegex("^'.*?' (?=[a-z])", RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex("of type .*;", RegexOptions.Singleline)]
    private static partial Regex OfType();

    [GeneratedRegex(@"needs \d+ bytes as .*, but has \d+")]
    private static partial Regex Needs();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
