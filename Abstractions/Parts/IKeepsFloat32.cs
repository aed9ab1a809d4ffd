namespace Melange;

/// <summary>A part some of whose weights stay float32 where the run's precision is bfloat16.</summary>
/// <remarks>
/// For what bfloat16's 8 bits are too few: statistics, small factors, embeddings of time. Without it all weights of an
/// estimator and its parts are bfloat16 then, and so is all they are given but time. An estimator that has this
/// interface is given x_t, mu and reference in float32, gives the score in float32, and casts between by itself.
/// </remarks>
public interface IKeepsFloat32
{
    /// <summary>The modules whose weights and buffers stay float32, with all below them: children, or the part itself.
    /// </summary>
    IEnumerable<nn.Module> Float32Modules { get; }
}
