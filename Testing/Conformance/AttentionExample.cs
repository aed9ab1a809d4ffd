namespace Melange.Testing;

/// <summary>A hidden state and what a site may look at, with sizes that differ on every axis.</summary>
/// <remarks>
/// The last target frame of item 1 is padding; frame <see cref="BlockedFrame"/> of item 0 may look at nothing; nobody
/// may look at reference frame <see cref="UselessFrame"/>. Every other row may look at two reference frames or more.
/// </remarks>
/// <param name="Hidden"><c>[B, C, M, T]</c>.</param>
/// <param name="Input">Reference, masks, phonemes and time, no probe.</param>
internal sealed record AttentionExample(Tensor Hidden, AttentionInput Input)
{
    public const int Batch = 2;
    public const int Frames = 5;
    public const int References = 6;
    public const int BlockedFrame = 2;
    public const int UselessFrame = 4;

    // What padding holds there, which no real frame does.
    private const long PaddingPhoneme = 9;

    /// <summary>The tensors that an attention is given.</summary>
    public Tensor[] Tensors =>
    [
        Hidden, Input.Reference, Input.TargetMask, Input.AllowedPairs, Input.Time, Input.Match.TargetPhonemes,
        Input.Match.TargetMask, Input.Match.ReferencePhonemes, Input.Match.ReferenceMask
    ];

    /// <summary>Makes the example for a site.</summary>
    public static AttentionExample For(AttentionSite site)
    {
        using var random = new Generator(3);
        var mask = ones(Batch, Frames, dtype: ScalarType.Bool);
        mask[1, Frames - 1] = false;
        var sum = arange(Batch).view(-1, 1, 1) + arange(Frames).view(1, -1, 1) + arange(References).view(1, 1, -1);
        var allowed = sum.remainder(3).ne(0).logical_and(mask.unsqueeze(2)); // [B, T, R]
        allowed[0, BlockedFrame] = false;
        allowed[TensorIndex.Colon, TensorIndex.Colon, UselessFrame] = false;
        var hidden = randn([Batch, site.Channels, site.Bins, Frames], generator: random);
        var reference = randn([Batch, site.ReferenceWidth, References], generator: random);
        return new(hidden, new(reference, mask, allowed)
        {
            Time = tensor([0.25f, 0.75f]),
            Match = new(Phonemes(Frames), mask, Phonemes(References), ones(Batch, References, dtype: ScalarType.Bool))
        });
    }

    /// <summary>One item of the batch, as a batch of its own.</summary>
    public AttentionExample Item(int item)
    {
        var parts = Tensors.Select(tensor => tensor.narrow(0, item, 1)).ToArray();
        return new(parts[0], new(parts[1], parts[2], parts[3])
        {
            Time = parts[4],
            Match = new(parts[5], parts[6], parts[7], parts[8])
        });
    }

    /// <summary>The same with other reference features.</summary>
    public AttentionExample WithReference(Tensor reference) =>
        this with { Input = Input with { Reference = reference } };

    /// <summary>The same with other pairs.</summary>
    public AttentionExample WithPairs(Tensor pairs) => this with { Input = Input with { AllowedPairs = pairs } };

    /// <summary>The same with NaN in the reference frame that nobody may look at.</summary>
    public AttentionExample WithUselessNaN()
    {
        var reference = Input.Reference.clone();
        reference[TensorIndex.Colon, TensorIndex.Colon, UselessFrame] = double.NaN;
        return WithReference(reference);
    }

    /// <summary>The same with reference frames of NaN behind the last, at which nobody may look.</summary>
    public AttentionExample WithReferencePadding(int frames) => this with
    {
        Input = Input with
        {
            Reference = nn.functional.pad(Input.Reference, (0, frames), value: double.NaN),
            AllowedPairs = nn.functional.pad(Input.AllowedPairs, (0, frames)),
            Match = Input.Match with
            {
                ReferencePhonemes = nn.functional.pad(
                    Input.Match.ReferencePhonemes, (0, frames), value: PaddingPhoneme),
                ReferenceMask = nn.functional.pad(Input.Match.ReferenceMask, (0, frames))
            }
        }
    };

    /// <summary>The same with masked target frames behind the last, which look where the first frame does.</summary>
    public AttentionExample WithTargetPadding(int frames)
    {
        var pairs = Input.AllowedPairs.narrow(1, 0, 1).expand(-1, frames, -1);      // [B, frames, R]
        return new(nn.functional.pad(Hidden, (0, frames), value: 9), Input with
        {
            TargetMask = nn.functional.pad(Input.TargetMask, (0, frames)),
            AllowedPairs = cat([Input.AllowedPairs, pairs], 1),
            Match = Input.Match with
            {
                TargetPhonemes = nn.functional.pad(Input.Match.TargetPhonemes, (0, frames), value: PaddingPhoneme),
                TargetMask = nn.functional.pad(Input.Match.TargetMask, (0, frames))
            }
        });
    }

    /// <summary>The same with NaN in the states and times of all items but one, and every pair of theirs allowed.
    /// </summary>
    public AttentionExample WithOthersOverwritten(int item)
    {
        var others = arange(Batch).ne(item).view(-1, 1, 1);                         // [B, 1, 1]
        var rows = others.squeeze(2);                                               // [B, 1]
        return new(Hidden.masked_fill(others.unsqueeze(3), double.NaN), new(
            Input.Reference.masked_fill(others, double.NaN), Input.TargetMask.logical_or(rows),
            Input.AllowedPairs.logical_or(others))
        {
            Time = Input.Time.masked_fill(rows.squeeze(1), double.NaN),
            Match = new(
                Input.Match.TargetPhonemes.masked_fill(rows, PaddingPhoneme), Input.Match.TargetMask.logical_or(rows),
                Input.Match.ReferencePhonemes.masked_fill(rows, PaddingPhoneme), Input.Match.ReferenceMask)
        });
    }

    /// <summary>The same with the channels of the hidden state side by side in memory.</summary>
    public AttentionExample InChannelsLast() =>
        this with { Hidden = Hidden.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) };

    /// <summary>The same in float64.</summary>
    public AttentionExample InFloat64() =>
        new(Hidden.to(float64), Input with { Reference = Input.Reference.to(float64) });

    /// <summary>The same with the reference frames in another order.</summary>
    public AttentionExample Permuted(Tensor order) => this with
    {
        Input = Input with
        {
            Reference = Input.Reference.index_select(2, order),
            AllowedPairs = Input.AllowedPairs.index_select(2, order),
            Match = Input.Match with
            {
                ReferencePhonemes = Input.Match.ReferencePhonemes.index_select(1, order),
                ReferenceMask = Input.Match.ReferenceMask.index_select(1, order)
            }
        }
    };

    private static Tensor Phonemes(long frames) =>                                  // [B, frames], ids 1 to 3
        (arange(Batch).view(-1, 1) + arange(frames).view(1, -1)).remainder(3) + 1;
}
