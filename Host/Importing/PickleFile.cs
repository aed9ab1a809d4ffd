namespace Melange.Host.Importing;

/// <summary>Tells PyTorch's own files from others, by their first bytes.</summary>
/// <remarks>
/// <c>torch.save</c> writes a zip archive that holds a pickle, before version 1.6 a bare pickle. A pickle is a program
/// for a small machine that can call any function of Python, so that reading one runs what its author wrote.
/// </remarks>
public static class PickleFile
{
    private static readonly byte[] Zip = "PK"u8.ToArray();
    private const byte PickleProtocol = 0x80; // followed by the protocol's number
    private const byte NewestProtocol = 5;

    /// <summary>Refuses such a file with the line of Python that converts it.</summary>
    /// <exception cref="FaultException">It is one.</exception>
    public static void RefuseIfAny(string file)
    {
        Span<byte> start = stackalloc byte[2];
        using (var stream = File.OpenRead(file))
            if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
                return;
        if (start.SequenceEqual(Zip) || start is [PickleProtocol, >= 1 and <= NewestProtocol])
            throw new FaultException([new(file, 0, Message(file))]);
    }

    private static string Message(string file)
    {
        var name = Path.GetFileName(file).Replace("'", "\\'", StringComparison.Ordinal);
        var converted = Path.ChangeExtension(name, ".safetensors");
        return "it is a pickle of PyTorch: reading it can run code that stands in it, so it is not read here. Whoever "
            + "trusts it converts it with Python, torch (1.13 or later) and safetensors:\n"
            + $"  python3 -c \"import torch, safetensors.torch as s; w = torch.load('{name}', map_location='cpu', "
            + "weights_only=True); s.save_file({name: value.clone().contiguous() for name, value in "
            + $"w.get('state_dict', w.get('generator', w)).items()}}, '{converted}')\"";
    }
}
