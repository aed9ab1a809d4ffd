namespace Melange.Plugins;

/// <summary>What a WAV file says of its samples, and where they lie.</summary>
/// <param name="Format">How a sample is written.</param>
/// <param name="DataStart">Where the first lies, in bytes from the start of the file.</param>
/// <param name="DataBytes">Bytes of all: no more than there are.</param>
/// <param name="Size">What is wrong with the size that the file declares.</param>
internal sealed record WavHeader(WavFormat Format, long DataStart, long DataBytes, DeclaredSize Size)
{
    /// <summary>Reads the header.</summary>
    /// <remarks>
    /// Chunks other than <c>fmt </c> and <c>data</c> are passed over; the size that the RIFF header claims is not
    /// looked at. Data that declare more than is there, or the size of a program that writes into a pipe, end with the
    /// file.
    /// </remarks>
    /// <param name="content">The file, at its start.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">The file says too little, or lies.</exception>
    public static WavHeader Read(Stream content, CorpusFile file)
    {
        var (format, data) = ((WavFormat?)null, (WavChunk?)null);
        foreach (var chunk in WavChunk.All(content))
        {
            if (chunk.Id == "data")
                data ??= chunk;
            else if (chunk.Declared > chunk.There)
                throw file.Failure(0, $"its '{chunk.Id}' chunk must hold the {chunk.Declared} bytes that it claims, "
                    + $"but the file ends after {chunk.There}.");
            else if (chunk.Id == "fmt ")
                format ??= FormatOf(chunk, content, file);
            if (format is not null && data is not null)
                return Of(format, data, file);
        }
        throw file.Failure(0, $"must have a '{(format is null ? "fmt " : "data")}' chunk, but has none.");
    }

    private static WavFormat FormatOf(WavChunk chunk, Stream content, CorpusFile file)
    {
        if (chunk.Declared < WavFormat.LeastBytes)
            throw file.Failure(0,
                $"its 'fmt ' chunk must hold at least {WavFormat.LeastBytes} bytes, but holds {chunk.Declared}.");
        return WavFormat.Read(chunk.Bytes(content));
    }

    private static WavHeader Of(WavFormat format, WavChunk data, CorpusFile file)
    {
        if (!format.IsReadHere)
            return new(format, data.Start, data.There, DeclaredSize.Right); // somebody else may read it
        if (format.Problem() is { } problem)
            throw file.Failure(0, problem);
        var width = Math.Max(1, format.MomentBytes);
        if (data.Size == DeclaredSize.Right && data.There % width != 0)
            throw file.Failure(
                0, $"its 'data' chunk must hold samples of {width} bytes, but holds {data.There} bytes.");
        return new(format, data.Start, data.There - data.There % width, data.Size);
    }
}
