namespace Melange.Host.Vocoding;

/// <summary>The files of one vocoder's training.</summary>
/// <param name="path">The folder.</param>
public sealed class VocoderFolder(string path)
{
    /// <summary>The folder itself.</summary>
    public string Path { get; } = path;

    /// <summary>The resolved config.</summary>
    public string Config => In("config.json");

    /// <summary>The last checkpoints, generator and discriminators.</summary>
    public string Checkpoint => In("checkpoint");

    /// <summary>What TensorBoard reads.</summary>
    public string Tensorboard => In("tensorboard");

    /// <summary>The trained vocoder, as <c>synthesis.vocoder.path</c> takes it.</summary>
    public string Vocoder => In("vocoder");

    /// <summary>A held-out utterance as it was recorded.</summary>
    public string Recorded(string id) => In("heard", "recorded", $"{id}.wav");

    /// <summary>The same as the vocoder spoke it after a step.</summary>
    public string Heard(string id, int step) =>
        System.IO.Path.Combine(Checkpoints.Checkpoint.Named(In("heard"), step, 0).Path, $"{id}.wav");

    private string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
