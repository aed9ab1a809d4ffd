namespace Melange;

/// <summary>Reads weights that lie in files, for parts that were trained elsewhere.</summary>
/// <remarks>A service of the host: a part's constructor may ask for it.</remarks>
public interface IWeightFiles
{
    /// <summary>Reads every tensor of a safetensors file.</summary>
    /// <param name="path">The file, from the current folder.</param>
    /// <returns>Tensors by name, on the CPU, new; the caller's scope owns them.</returns>
    /// <exception cref="InvalidDataException">The file is no such file, or not whole; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    IReadOnlyDictionary<string, Tensor> Read(string path);
}
