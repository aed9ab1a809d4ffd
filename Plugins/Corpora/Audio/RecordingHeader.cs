namespace Melange.Plugins;

/// <summary>What a recording says of its samples.</summary>
/// <param name="RateHz">Samples a second.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Moments">Samples of each channel.</param>
/// <param name="Size">What is wrong with the size that it declares.</param>
internal sealed record RecordingHeader(
    int RateHz, int Channels, long Moments, DeclaredSize Size = DeclaredSize.Right)
{
    private const int LowestRateHz = 1000;
    private const int HighestRateHz = 384000;
    private const long MostValues = 1 << 28; // 4.6 hours at 16 kHz: resampling needs some 40 bytes for each

    /// <summary>Returns the header if the recording can be used.</summary>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">It cannot; every reason is listed.</exception>
    public RecordingHeader Validated(CorpusFile file)
    {
        var faults = Problems().Select(problem => file.Fault(0, problem)).ToList();
        return faults.Count == 0 ? this : throw new FaultException(faults);
    }

    private IEnumerable<string> Problems()
    {
        if (Channels is not (1 or 2))
            yield return $"must have one or two channels, but has {Channels}.";
        if (RateHz is < LowestRateHz or > HighestRateHz)
            yield return $"must have {LowestRateHz} to {HighestRateHz} samples a second, but has {RateHz}.";
        if (Moments < 1)
            yield return "must have at least one sample, but has none.";
        else if (Moments * Channels > MostValues)
            yield return $"must have at most {MostValues} samples, but has {Moments * Channels}: "
                + "cut it into sentences.";
    }
}

/// <summary>Whether the samples are as many as a header declares.</summary>
internal enum DeclaredSize
{
    /// <summary>They are.</summary>
    Right,
    /// <summary>The header has the mark of a program that wrote into a pipe; they go on to the end of the file.
    /// </summary>
    Streamed,
    /// <summary>The file ends before.</summary>
    CutShort
}
