using Melange.Host.Checkpoints;
using Melange.Host.TensorFiles;

namespace Melange.Host.Vocoding;

/// <summary>Writes a vocoder that <c>melange vocoder</c> has trained as a folder to take elsewhere.</summary>
public static class VocoderExport
{
    /// <summary>The vocoder of a folder: a run of <c>melange vocoder</c>, or what it wrote to speak with; null where
    /// there is none.</summary>
    public static string? Find(string path) =>
        new[] { path, new VocoderFolder(path).Vocoder }
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, VocoderTraining.Origin)));

    /// <summary>Writes it.</summary>
    /// <param name="vocoder">The vocoder.</param>
    /// <param name="output">The folder.</param>
    /// <param name="type">What weights are written in.</param>
    /// <exception cref="FaultException">A file cannot be used, or the folder not be written.</exception>
    public static void Write(string vocoder, string output, ScalarType type)
    {
        using var scope = NewDisposeScope();
        try
        {
            var weights = Safetensors.Read(Path.Combine(vocoder, Checkpoint.Weights));
            ModelWriter.WriteVocoder(output, ModelWriter.As(type, weights),
                File.ReadAllText(Path.Combine(vocoder, ModelWriter.VocoderConfig)), inside => File.Copy(
                    Path.Combine(vocoder, VocoderTraining.Origin), Path.Combine(inside, VocoderTraining.Origin)));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            throw new FaultException([new(vocoder, 0, broken.Message)]);
        }
    }
}
