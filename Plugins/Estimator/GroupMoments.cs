namespace Melange.Plugins;

/// <summary>Mean and 1/√(variance + 1e-5) of the groups of each item.</summary>
/// <param name="Mean"><c>[B, G]</c>.</param>
/// <param name="Inverse">1/√(variance + 1e-5), <c>[B, G]</c>.</param>
internal sealed record GroupMoments(double[] Mean, double[] Inverse)
{
    /// <summary>From sums of x − pivot and of its square.</summary>
    /// <param name="sums"><c>[B, 2, C]</c>.</param>
    /// <param name="pivots"><c>[B, C]</c>.</param>
    /// <param name="counts">Values of a group, by item.</param>
    /// <param name="groups">G.</param>
    public static GroupMoments Of(double[] sums, float[] pivots, long[] counts, int groups)
    {
        var (mean, inverse) = (new double[counts.Length * groups], new double[counts.Length * groups]);
        var (channels, size) = (pivots.Length / counts.Length, pivots.Length / counts.Length / groups);
        for (var i = 0; i < mean.Length; i++)
        {
            var (item, first) = (i / groups, i % groups * size);
            var each = counts[item] / size;                                         // values a channel
            var (own, squares) = (new double[size], 0.0);
            for (var c = 0; c < size; c++)
                own[c] = pivots[item * channels + first + c] + sums[2 * item * channels + first + c] / each;
            mean[i] = own.Average();
            for (var c = 0; c < size; c++)
            {
                var sum = sums[2 * item * channels + first + c];
                squares += sums[(2 * item + 1) * channels + first + c] - sum * sum / each
                    + each * (own[c] - mean[i]) * (own[c] - mean[i]);
            }
            inverse[i] = 1 / Math.Sqrt(squares / counts[item] + NormRules.Epsilon);
        }
        return new(mean, inverse);
    }

    /// <summary>a, b and c of act(a·x + b) + c, <c>[B, 3, C]</c>.</summary>
    public float[] Forward(FusedNormSettings settings) => Vectors(settings, 3, (channel, to) =>
    {
        (to[0], to[1]) = Affine(settings, channel);
        to[2] = settings.Shift?[channel.Item * settings.Weight.Length + channel.Index] ?? 0;
    });

    /// <summary>a and b as forward; r and o of x̂ = r·x + o, <c>[B, 4, C]</c>.</summary>
    public float[] Normal(FusedNormSettings settings) => Vectors(settings, 4, (channel, to) =>
    {
        (to[0], to[1]) = Affine(settings, channel);
        (to[2], to[3]) = (Inverse[channel.Group], -Mean[channel.Group] * Inverse[channel.Group]);
    });

    /// <summary>a and b as forward; s and q of the gradient a·d − s·x − q, <c>[B, 4, C]</c>.</summary>
    /// <param name="settings">Weights and groups.</param>
    /// <param name="sums">Of d and of d·x̂, in <c>[B, 3, C]</c>.</param>
    /// <param name="counts">Values of a group, by item.</param>
    public float[] Backward(FusedNormSettings settings, double[] sums, long[] counts)
    {
        var (channels, groups) = (settings.Weight.Length, settings.Rules.Groups);
        var (plain, normal) = (new double[Mean.Length], new double[Mean.Length]);   // Σ(weight·d)/N, Σ(weight·d·x̂)/N
        for (var i = 0; i < counts.Length * channels; i++)
        {
            var (item, c) = (i / channels, i % channels);
            var group = item * groups + c / (channels / groups);
            plain[group] += settings.Weight[c] * sums[3 * item * channels + c] / counts[item];
            normal[group] += settings.Weight[c] * sums[(3 * item + 1) * channels + c] / counts[item];
        }
        return Vectors(settings, 4, (channel, to) =>
        {
            var (g, inverse) = (channel.Group, Inverse[channel.Group]);
            (to[0], to[1]) = Affine(settings, channel);
            (to[2], to[3]) = (inverse * inverse * normal[g], inverse * (plain[g] - Mean[g] * inverse * normal[g]));
        });
    }

    private (double Scale, double Offset) Affine(FusedNormSettings settings, Channel channel)
    {
        var scale = settings.Weight[channel.Index] * Inverse[channel.Group];
        return (scale, settings.Bias[channel.Index] - Mean[channel.Group] * scale);
    }

    private static float[] Vectors(FusedNormSettings settings, int count, Action<Channel, double[]> fill)
    {
        var (channels, groups) = (settings.Weight.Length, settings.Rules.Groups);
        var (vectors, values) = (new float[settings.Runs.Count * count * channels], new double[count]);
        for (var i = 0; i < settings.Runs.Count * channels; i++)
        {
            var (item, c) = (i / channels, i % channels);
            fill(new(item, c, item * groups + c / (channels / groups)), values);
            for (var k = 0; k < count; k++)
                vectors[(item * count + k) * channels + c] = (float)values[k];
        }
        return vectors;
    }

    private readonly record struct Channel(int Item, int Index, int Group);
}
