/** Tests of whole analyses, from files to what listeners hear. */
@NullMarked
package io.finwait.pipeline;

import org.jspecify.annotations.NullMarked;
