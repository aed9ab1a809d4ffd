#pragma warning disable CA1720 // float32 is what the field calls it, and what a config says
namespace Melange.Host.Assembly;

/// <summary>In which numbers the estimator is trained.</summary>
public enum TrainingPrecision
{
    /// <summary>32 bits throughout.</summary>
    Float32,

    /// <summary>The estimator's forward and backward pass in bfloat16; weights, loss, optimiser in float32.</summary>
    Bfloat16
}
